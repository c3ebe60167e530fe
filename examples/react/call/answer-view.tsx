import { useState } from 'react';
import { Code } from '../parts/code.tsx';
import { CopyButton } from '../parts/copy-button.tsx';
import { Segments } from '../parts/segments.tsx';
import type { Answer } from './call.ts';
import { RecordsTable } from './records-table.tsx';

interface Props {
  readonly answer: Answer;
  readonly ms: number;
}

/** What came back: as a table, and as it is. */
export function AnswerView({ answer: { records, body }, ms }: Props) {
  const [shown, setShown] = useState('table');
  const ways: Readonly<Record<string, string>> = {
    table: 'Table',
    json: 'JSON',
    ...(body !== undefined && { body: 'Body' }),
  };
  const json = JSON.stringify(shown === 'body' ? body : records, null, 2);

  return (
    <section className="answer" aria-labelledby="answer-title">
      <header className="panel-head">
        <div>
          <h2 id="answer-title">Answer</h2>
          <p className="quiet" role="status">
            {countOf(records.length)} in {Math.round(ms)} ms
          </p>
        </div>
        <div className="panel-tools">
          <Segments label="Show as" options={ways} value={shown} onChange={setShown} />
          <CopyButton text={json} what="answer" />
        </div>
      </header>
      {shown !== 'table' ? (
        <Code text={json} language="json" label={shown === 'body' ? 'Body' : 'Records as JSON'} />
      ) : records.length === 0 ? (
        <p className="empty">The call worked, and its answer holds no records.</p>
      ) : (
        <RecordsTable records={records} />
      )}
    </section>
  );
}

function countOf(records: number): string {
  return records === 0 ? 'No records' : records === 1 ? '1 record' : `${records} records`;
}
