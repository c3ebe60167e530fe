import { useMemo, useState } from 'react';
import { Code } from '../parts/code.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Segments } from '../parts/segments.tsx';
import { type Call, documentOf } from './call.ts';

interface Props {
  readonly call: Call;
  readonly gateway: string;
  readonly account: string;
}

const ways = { graphql: 'GraphQL', curl: 'curl' } as const;

/** The request that the form stands for, as a frontend would send it. */
export function Sent({ call: { kind, variables }, gateway, account }: Props) {
  const [way, setWay] = useState<keyof typeof ways>('graphql');
  const document = useMemo(() => documentOf(kind), [kind]);
  const json = JSON.stringify(variables, null, 2);
  const curl = curlOf(gateway, account, JSON.stringify({ query: document, variables }, null, 2));

  return (
    <section className="panel sent" aria-labelledby="sent-title">
      <header className="panel-head">
        <div>
          <h2 id="sent-title">The request</h2>
          <p className="quiet">All your frontend needs.</p>
        </div>
        <Segments label="Show as" options={ways} value={way} onChange={setWay} />
      </header>
      {way === 'curl' ? (
        <Block title="Shell" text={curl} language="json" what="curl command" />
      ) : (
        <>
          <Block title="Document" text={document} language="graphql" what="document" />
          <Block title="Variables" text={json} language="json" what="variables" />
        </>
      )}
    </section>
  );
}

interface BlockProps {
  readonly title: string;
  readonly text: string;
  readonly language: 'graphql' | 'json';
  readonly what: string;
}

function Block({ title, text, language, what }: BlockProps) {
  return (
    <div className="block">
      <div className="block-head">
        <span>{title}</span>
        <CopyButton text={text} what={what} />
      </div>
      <Code text={text} language={language} label={title} />
    </div>
  );
}

function curlOf(gateway: string, account: string, body: string): string {
  return `curl ${gateway} \\
  -H 'content-type: application/json' \\
  -H 'x-cyclr-account: ${account}' \\
  -d '${body.replaceAll("'", String.raw`'\''`)}'`;
}
