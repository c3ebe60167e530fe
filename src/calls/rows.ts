import { parse } from 'csv-parse/sync';
import { formatLocation, type Location, parseLocation } from '../connectors/location.ts';
import type { MethodField } from '../connectors/method.ts';
import { isJsonObject, type Json, parseJson } from '../json.ts';
import { fold } from '../text/fold.ts';
import { essenceOf } from '../text/media-type.ts';

type Column = Pick<MethodField, 'location' | 'name'>;

/**
 * The rows of a text, as objects: lines of JSON, or a table whose headers the fields name. Undefined where the fields do
 * not say that the answer is a list of rows (`[].Id`, or `[Id]` of every column), or the text is none.
 *
 * Values of a table stay texts. A header that a field has in another spelling gets the spelling of the field.
 *
 * @throws SyntaxError where lines of JSON break off
 */
export function readRows(text: string, contentType: string, fields: readonly Column[]): readonly Json[] | undefined {
  const columns = columnsOf(fields);
  return columns && (readLines(text) ?? readTable(text, contentType, columns));
}

/** The key of each column, by every spelling of it; undefined where the fields are no columns. */
type Columns = ReadonlyMap<string, string>;

const known = new WeakMap<readonly Column[], { readonly columns: Columns | undefined }>();

function columnsOf(fields: readonly Column[]): Columns | undefined {
  const found = known.get(fields) ?? { columns: findColumns(fields) };
  known.set(fields, found);
  return found.columns;
}

function findColumns(fields: readonly Column[]): Columns | undefined {
  const located = fields.map(({ location, name }) => ({ key: columnKey(parseLocation(location)), name }));
  const named = located.filter(({ key }) => key !== undefined);
  if (named.length === 0 || named.length * 2 < fields.length) return undefined;
  const columns = new Map<string, string>();
  for (const { key = '' } of named) columns.set(fold(key), key);
  for (const { key = '', name } of named) if (!columns.has(fold(name))) columns.set(fold(name), key);
  return columns;
}

/** `Id` of `[].Id` and of `[Id]`. */
function columnKey(location: Location): string | undefined {
  const [first, ...below] = location;
  if (first === undefined || !first.many) return undefined;
  if (first.key !== '') return below.length === 0 ? first.key : undefined;
  return below.length === 0 ? undefined : below.length === 1 ? below[0]?.key : formatLocation(below);
}

/** One object a line. @see https://jsonlines.org, and https://www.rfc-editor.org/rfc/rfc7464 for the mark before each */
function readLines(text: string): readonly Json[] | undefined {
  const unmarked = text.replaceAll('\u001E', '\n');
  if (!/^\s*\{/.test(unmarked)) return undefined;
  const lines = unmarked
    .split(/[\r\n]+/)
    .map((line) => line.replace(/^\uFEFF/, '').trim())
    .filter((line) => line !== '');
  const [first = ''] = lines;
  if (!isJsonObject(tryJson(first))) return undefined;
  return lines.map(parseJson);
}

function tryJson(text: string): Json | undefined {
  try {
    return parseJson(text);
  } catch {
    return undefined;
  }
}

const delimiters = [',', ';', '\t', '|'] as const;
/** In characters: more than any header has. */
const mostOfHeader = 64 * 1024;

function readTable(text: string, contentType: string, columns: Columns): readonly Json[] | undefined {
  // A first line of Excel's own.
  const [excel = '', stated] = /^sep=(.)\r?\n/i.exec(text) ?? [];
  const table = text.slice(excel.length);
  const candidates = (stated === undefined ? delimiters : [stated]).map((delimiter) => {
    const [header = []] = readCells(table.slice(0, mostOfHeader), delimiter, 1) ?? [];
    return { delimiter, header, matches: header.filter((cell) => columns.has(fold(cell))).length };
  });
  const best = candidates.reduce((one, other) => (other.matches > one.matches ? other : one));
  const isTable = /(?:csv|tab-separated-values|tsv)$/.test(essenceOf(contentType));
  if (best.matches === 0 || (!isTable && best.matches * 2 < best.header.length)) return undefined;
  const rows = readCells(table, best.delimiter);
  if (rows === undefined) return undefined;
  const keys = uniqueKeys(best.header.map((cell) => columns.get(fold(cell)) ?? cell.trim()));
  return rows.slice(1).map((cells) =>
    // fromEntries makes own properties of every name, `__proto__` too.
    Object.fromEntries(cells.map((cell, index) => [keys[index] ?? `column ${index + 1}`, cell])),
  );
}

/** Undefined where the text breaks off within quotes. */
function readCells(text: string, delimiter: string, most?: number): readonly (readonly string[])[] | undefined {
  try {
    return parse(text, {
      delimiter,
      bom: true,
      relax_quotes: true,
      relax_column_count: true,
      skip_empty_lines: true,
      ...(most !== undefined && { to: most }),
    });
  } catch {
    return undefined;
  }
}

/** Of two headers that are the same the second is told apart by its position, so that no value is lost. */
function uniqueKeys(headers: readonly string[]): readonly string[] {
  const seen = new Set<string>();
  return headers.map((header, index) => {
    const isFree = header !== '' && !seen.has(header);
    const key = isFree ? header : `${header} column ${index + 1}`.trim();
    seen.add(key);
    return key;
  });
}
