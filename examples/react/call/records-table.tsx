import { useState } from 'react';
import { isObject, type Json } from '../json.ts';

/** More would make the page slow; the JSON has them all. */
const mostRows = 200;

interface Props {
  readonly records: readonly Json[];
  /** @default 'Records' */
  readonly label?: string;
}

export function RecordsTable({ records, label = 'Records' }: Props) {
  const columns = columnsOf(records);
  const rows = records.slice(0, mostRows);
  return (
    <>
      {/* Scrolls, so the keyboard must reach it. */}
      <div className="table" tabIndex={0} role="region" aria-label={label}>
        <table>
          <thead>
            <tr>
              {columns.map((column) => (
                <th key={column} scope="col">
                  {column === itself ? 'Value' : column}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map((record, row) => (
              // Records need not have ids, and the rows of an answer never move.
              <tr key={row}>
                {columns.map((column) => (
                  <td key={column}>
                    <Value value={inColumn(record, column)} />
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
      {records.length > rows.length && (
        <p className="quiet">
          The first {rows.length} of {records.length}; the JSON has them all.
        </p>
      )}
    </>
  );
}

/** The column of what is no object: a key that no record has. */
const itself = '\u0000';

/** Of all records, in the order in which they come up. */
function columnsOf(records: readonly Json[]): readonly string[] {
  const columns = new Set(records.flatMap((record) => (isObject(record) ? Object.keys(record) : [itself])));
  return [...columns];
}

function inColumn(record: Json, column: string): Json | undefined {
  if (!isObject(record)) return column === itself ? record : undefined;
  return Object.hasOwn(record, column) ? record[column] : undefined;
}

function Value({ value }: { readonly value: Json | undefined }) {
  if (value === undefined) return null;
  if (value === null) return <span className="null">null</span>;
  if (typeof value === 'boolean') return <span className="truth">{String(value)}</span>;
  if (typeof value === 'object') return <Nested value={value} />;
  const text = String(value);
  if (text.length > longest || text.includes('\n')) return <Opening line={text} whole={text} />;
  return text.length > shortest ? text : <span className="short">{text}</span>;
}

/** An object or a list on one line, until it is opened. */
function Nested({ value }: { readonly value: Json }) {
  const line = JSON.stringify(value);
  if (line.length <= shortest) return <code className="nested-short short">{line}</code>;
  return <Opening line={line} whole={JSON.stringify(value, null, 2)} />;
}

/** A line that opens to the whole. */
function Opening({ line, whole }: { readonly line: string; readonly whole: string }) {
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className="nested" aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
        <code>{line.slice(0, longest)}</code>
      </button>
      {isOpen && <pre className="nested-whole">{whole}</pre>}
    </>
  );
}

/** Of a value that stands on one line, however narrow the page is. */
const shortest = 32;
const longest = 120;
