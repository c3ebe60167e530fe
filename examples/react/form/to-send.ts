import { isObject, type Json, parseExactly } from '../json.ts';
import type { Input, Shape } from './input.ts';

/** What of a draft is sent: what was left empty is left out, and what is typed is what its input is meant to be. */
export function toSend(input: Input, draft: Json | undefined): Json | undefined {
  const { shape } = input;
  if (draft === undefined || draft === '') return undefined;
  if (shape.kind === 'list' && Array.isArray(draft)) {
    const items = (draft as readonly Json[]).map((item) => toSend(shape.item, item));
    const given = items.filter((item) => item !== undefined);
    return given.length === 0 ? undefined : given;
  }
  if (shape.kind === 'group' && isObject(draft)) {
    const given = Object.entries(draft).flatMap(([key, value]): [string, Json][] => {
      const below = shape.inputs.find((one) => one.key === key);
      // A key that the form does not know was written as JSON: the gateway says what it thinks of it.
      const sent = below === undefined ? value : toSend(below, value);
      return sent === undefined ? [] : [[key, sent]];
    });
    return given.length === 0 ? undefined : Object.fromEntries(given);
  }
  return typeof draft === 'string' ? typed(draft, shape) : draft;
}

function typed(text: string, shape: Shape): Json {
  if (shape.kind === 'choice') return shape.choices.find(({ value }) => String(value) === text)?.value ?? text;
  // A number that JavaScript would round stays the text that it is: the gateway sends all of its digits.
  if (shape.kind === 'number') return String(Number(text)) === text.trim() ? Number(text) : text;
  if (shape.kind === 'text' && shape.structured && /^\s*[[{]/.test(text)) return parsed(text);
  return text;
}

function parsed(text: string): Json {
  try {
    return parseExactly(text);
  } catch {
    return text;
  }
}

const dots = '••••••••';

/** The same with dots for what is secret, to be shown. */
export function masked({ shape }: Input, value: Json): Json {
  if (isSecret(shape)) return dots;
  if (shape.kind === 'list' && Array.isArray(value)) {
    return (value as readonly Json[]).map((item) => masked(shape.item, item));
  }
  if (shape.kind !== 'group' || !isObject(value)) return value;
  // Under a key that the form does not know stands anything: where something is secret, it may be that, by another name.
  const unknown = shape.inputs.some((input) => isSecret(input.shape)) ? () => dots : (one: Json) => one;
  return Object.fromEntries(
    Object.entries(value).map(([key, one]): [string, Json] => {
      const below = shape.inputs.find((input) => input.key === key);
      return [key, below === undefined ? unknown(one) : masked(below, one)];
    }),
  );
}

function isSecret(shape: Shape): boolean {
  return shape.kind === 'text' && shape.secret;
}
