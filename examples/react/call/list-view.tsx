import type { Variables } from './call.ts';
import { FailureView } from './failure-view.tsx';
import { RecordsTable } from './records-table.tsx';
import { type ListState, usePages } from './use-pages.ts';

interface Props {
  readonly variables: Variables;
  /** The name of the account connector. */
  readonly connector: string;
}

/** The list over its pages: a table that loads on, and says whether it is all. */
export function ListView({ variables, connector }: Props) {
  const { list, readOn } = usePages(variables);
  const { records, hasMore, isReading, failure } = list;
  const isOpen = records.length > 0 || list.complete !== undefined;

  return (
    <section className="answer" aria-labelledby="list-title">
      <header className="panel-head">
        <div>
          <h2 id="list-title">The whole list</h2>
          <p className="quiet" role="status">
            {isReading ? 'Reading…' : toldOf(list)}
          </p>
        </div>
        <div className="panel-tools">
          {hasMore && (
            <button type="button" className="button" disabled={isReading} onClick={() => void readOn()}>
              {isOpen ? 'Load more' : 'Read over its pages'}
            </button>
          )}
        </div>
      </header>
      {failure && <FailureView failure={failure} connector={connector} onRetry={() => void readOn()} />}
      {records.length > 0 && <RecordsTable records={records} label="Records of the whole list" />}
    </section>
  );
}

function toldOf({ records, complete, reason }: ListState): string {
  const count = records.length === 1 ? '1 record' : `${records.length} records`;
  switch (complete) {
    case undefined:
      return 'An answer may be one page of several.';
    case 'YES':
      return `All ${count}. ${reason}`;
    case 'NO':
      return `${count}, and that is not all. ${reason}`;
    case 'UNKNOWN':
      return `${count}. Whether that is all is not known. ${reason}`;
  }
}
