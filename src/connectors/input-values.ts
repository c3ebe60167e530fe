import { isExactNumber } from '../numbers/exact-number.ts';
import { type Json } from '../json.ts';
import { listed, quoted } from '../text/quoted.ts';
import { suggest } from '../text/suggest.ts';
import type { InputProblems, Path } from './input-problems.ts';
import type { MethodField, MethodParameter } from './method.ts';

type Input = MethodParameter | MethodField;

/**
 * Whether the declared values are all that there are. Numbers may be examples, a trigger finds values that were declared
 * for nobody, and a text with an ellipsis or a placeholder in it says that there are others.
 */
export function isClosedSet({ values, dataType, triggerName }: Input): boolean {
  return (
    values.length > 1 &&
    triggerName === null &&
    ['Text', 'Boolean', 'Undefined'].includes(dataType) &&
    !values.every((value) => /^-?\d+(?:\.\d+)?$/.test(value.trim())) &&
    !values.some((value) => /\.\.\.|…|[{}<>]|\be\.g\.|\betc\b/i.test(value))
  );
}

/** Whether the declared values are `true` and `false` in whatever case, with or without numbers that mean the same. */
export function areTruths(values: readonly string[]): boolean {
  const words = values.map((value) => value.trim().toLowerCase());
  return words.includes('true') && words.every((word) => ['true', 'false', '1', '0'].includes(word));
}

/**
 * A value in the declared spelling: case and spaces make no difference. Several in one text, with commas between them,
 * are left as they are, each being a declared one. A value outside a closed set is a problem.
 */
export function toDeclaredValue(input: Input, value: Json, path: Path, problems: InputProblems): Json {
  if (!isClosedSet(input)) return value;
  if (Array.isArray(value)) {
    return (value as readonly Json[]).map((item) => toDeclaredValue(input, item, path, problems));
  }
  const text = textOf(value);
  if (text === undefined || text.trim() === '') return value;
  if (areTruths(input.values) && /^(?:0|1)$/.test(text)) return value;
  const { values } = input;
  if (values.includes(text)) return value;
  const alike = values.filter((one) => fold(one) === fold(text));
  if (alike.length > 0) return new Set(alike).size === 1 ? (alike[0] ?? value) : value;
  const parts = text.split(/[,;|]/);
  if (parts.length > 1 && parts.every((part) => values.some((one) => fold(one) === fold(part)))) return value;
  refuse(input, text, path, problems);
  return value;
}

function textOf(value: Json): string | undefined {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  return isExactNumber(value) ? value.rawJSON : undefined;
}

function fold(text: string): string {
  return text.normalize('NFC').toLowerCase().replaceAll(/\s+/g, '');
}

function refuse({ id, name, values }: Input, text: string, path: Path, problems: InputProblems): void {
  const suggestions = suggest(text, values);
  const hint =
    suggestions.length > 0
      ? `Did you mean ${suggestions.map(quoted).join(' or ')}?`
      : `Expected one of ${listed([...new Set(values)].map(quoted))}.`;
  // A number is of all rows, so that within rows only a body of the caller's own has another value.
  const isInRows = path.slice(1).some((key) => typeof key === 'number');
  const otherwise = isInRows
    ? 'To send another value, send a body of your own with callConnectorMethodWithBody.'
    : `To send another value, give the input by its number, ${id}.`;
  problems.add(path, `${quoted(text)} is not a declared value of ${quoted(name)}. ${hint} ${otherwise}`, suggestions);
}
