import { useMemo, useState } from 'react';
import { Code } from '../parts/code.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Segments } from '../parts/segments.tsx';
import type { Settings } from '../settings.ts';
import { type Call, documentOf, narrow } from './call.ts';
import { typedCall } from './typed.ts';

interface Props {
  readonly call: Call;
  readonly settings: Settings;
  readonly account: string;
  /** A MethodUniqueIdentifier. */
  readonly method: string;
}

/** The request that the form stands for, as a frontend would send it. */
export function Sent({ call: { kind, variables }, settings: { gateway, typed }, account, method }: Props) {
  const [way, setWay] = useState('graphql');
  const document = useMemo(() => documentOf(kind), [kind]);
  const curl = curlOf(gateway, account, JSON.stringify({ query: document, variables }, null, 2));
  const hasTypes = typed.documents[method] !== undefined;
  const ways: Readonly<Record<string, string>> = {
    graphql: 'GraphQL',
    ...(hasTypes && { typed: 'Typed' }),
    curl: 'curl',
  };

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
      ) : way === 'typed' ? (
        <Typed call={typedCall(typed, method, variables)} />
      ) : (
        <Document document={document} variables={variables} />
      )}
    </section>
  );
}

/** The call by the types of its connector's catalog, for which a frontend generates types of its own. */
function Typed({ call }: { readonly call: ReturnType<typeof typedCall> }) {
  if (call === undefined) {
    return <p className="empty">The catalog of the connector has no name for one of these inputs.</p>;
  }
  return <Document document={narrow(call.document)} variables={call.variables} />;
}

interface DocumentProps {
  readonly document: string;
  readonly variables: object;
}

function Document({ document, variables }: DocumentProps) {
  return (
    <>
      <Block title="Document" text={document} language="graphql" what="document" />
      <Block title="Variables" text={JSON.stringify(variables, null, 2)} language="json" what="variables" />
    </>
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
