import { isJsonObject, type Json } from '../json.ts';

/** One step of the path to a value. */
export interface Step {
  /** Empty with `many` for the value at hand itself, which is then a list. */
  readonly key: string;
  /** The value here is a list, and the path goes on in each of its elements. */
  readonly many: boolean;
}

/** A parsed location of a connector's field: the path from the body to a value. Empty for the whole body. */
export type Location = readonly Step[];

/** A mark that closes must end its step: `a[0]` and `\a\b` are keys as they stand. */
const notation = /\.(?:\[\\(?<quoted>.+?)\\\]|\[(?<list>.*?)\]|\\(?<literal>.*?)\\|(?<key>[^.]*))(?=\.|$)/gsy;

/**
 * Parses Cyclr's notation: `Account.CurrencyRef.value`, `[records].EmailAddress`, `[].Id`, `[tags]`, `data.\a.b\`.
 *
 * Brackets mean a list, and empty ones that the value at hand is itself one. Backslashes hold a key that has dots or
 * brackets in it. A lone `.` is the whole body. Every text is a location: what is not notation is part of a key.
 *
 * @see docs/cyclr.md#locations
 */
export function parseLocation(text: string): Location {
  if (text === '.' || text === '') return [];
  return Array.from(`.${text}`.matchAll(notation), ({ groups: { quoted, list, literal, key } = {} }) => ({
    key: quoted ?? list ?? literal ?? key ?? '',
    many: (quoted ?? list) !== undefined,
  }));
}

/**
 * The text of a location. {@link parseLocation} reads the same steps from it, unless a key holds a mark that would
 * close it early (`\.` or `\].`): the notation has no way to write that.
 */
export function formatLocation(location: Location): string {
  return location.length === 0 ? '.' : location.map(formatStep).join('.');
}

function formatStep({ key, many }: Step): string {
  const isPlain = !/[.[\]\\]/.test(key) && (many || key !== '');
  const text = isPlain ? key : `\\${key}\\`;
  return many ? `[${text}]` : text;
}

/**
 * The value at `location` in `value`; undefined where there is none. Where the path goes through a list, it is one flat
 * list of what the elements have there, without gaps for those that have nothing.
 *
 * Third-party apps send one thing where they promised a list, and a list where they promised one thing: both are read.
 */
export function readAt(value: Json | undefined, location: Location): Json | undefined {
  return readFrom(value, location, 0);
}

function readFrom(value: Json | undefined, location: Location, index: number): Json | undefined {
  const step = location[index];
  if (step === undefined || value === undefined) return value;
  if (isSelf(step)) return readEach(value, location, index + 1);
  if (Array.isArray(value)) return readEach(value, location, index);
  const found = isJsonObject(value) && Object.hasOwn(value, step.key) ? value[step.key] : undefined;
  return step.many && found !== undefined ? readEach(found, location, index + 1) : readFrom(found, location, index + 1);
}

function readEach(value: Json, location: Location, index: number): readonly Json[] {
  const list = Array.isArray(value) ? (value as readonly Json[]) : value === null ? [] : [value];
  if (index === location.length) return list;
  return list.flatMap((item): Json | readonly Json[] => {
    const found = readFrom(item, location, index);
    return found === undefined ? [] : found;
  });
}

/** Whether the value at hand is the list, rather than one that it has under a key. */
export function isSelf({ key, many }: Step): boolean {
  return many && key === '';
}
