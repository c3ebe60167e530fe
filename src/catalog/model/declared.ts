import type { MethodKind } from '../../connectors/method.ts';
import type { DataType } from '../../connectors/value.ts';
import type { MethodUniqueIdentifier } from '../../ids.ts';

/** What a connector declares of one input or field of one method. */
export interface Declared {
  readonly name: string;
  readonly type: DataType;
  /** Whether the config says the type, against what is declared. */
  readonly isOverridden: boolean;
  readonly values: readonly string[] | undefined;
  readonly description: string | undefined;
  readonly required: boolean;
}

export interface DeclaredField extends Declared {
  readonly location: string;
}

export interface DeclaredParameter extends Declared {
  readonly targetName: string;
  /** Whether the listing asks for it, where a call is made without it all the same. */
  readonly asked: boolean;
}

/** A method as it is declared, with its name in the graph. */
export interface DeclaredMethod {
  readonly field: string;
  readonly identifier: MethodUniqueIdentifier;
  readonly name: string;
  readonly category: string | undefined;
  readonly kind: MethodKind;
  readonly records: string | undefined;
  readonly parameters: readonly DeclaredParameter[];
  readonly requestFields: readonly DeclaredField[];
  readonly responseFields: readonly DeclaredField[];
}

/**
 * What is said of a value in several places, as one: what most of them call it, and a type that all of them fit in
 * without loss. It has choices only where each of the places has.
 */
export function merged(all: readonly Declared[]): Declared | undefined {
  const [first, ...others] = all;
  if (first === undefined || others.length === 0) return first;
  const overridden = all.filter(({ isOverridden }) => isOverridden);
  return {
    name: mostFrequent(all.map(({ name }) => name)) ?? first.name,
    type: mergedType((overridden.length > 0 ? overridden : all).map(({ type }) => type)),
    isOverridden: overridden.length > 0,
    values: all.every(({ values }) => values !== undefined)
      ? unitedValues(all.map(({ values = [] }) => values))
      : undefined,
    description: mostFrequent(all.flatMap(({ description }) => description ?? [])),
    required: all.every(({ required }) => required),
  };
}

/** In their own order where all have the same, and else by code points: it must not matter in which order they come. */
export function unitedValues(all: readonly (readonly string[])[]): readonly string[] {
  const [first = [], ...others] = all;
  const isSame = others.every(
    (other) => other.length === first.length && other.every((value, at) => value === first[at]),
  );
  return isSame ? first : [...new Set(all.flat())].toSorted();
}

function mergedType(types: readonly DataType[]): DataType {
  const declared = new Set(types.filter((type) => type !== 'Undefined'));
  const [only = 'Undefined', ...others] = declared;
  if (others.length === 0) return only;
  const isNumber = [...declared].every((type) => type === 'Integer' || type === 'Decimal' || type === 'Float');
  if (!isNumber) return 'Text';
  return declared.has('Decimal') ? 'Decimal' : 'Float';
}

/** Of several as frequent, the first by code points. */
export function mostFrequent(texts: readonly string[]): string | undefined {
  const counts = new Map<string, number>();
  for (const text of texts) counts.set(text, (counts.get(text) ?? 0) + 1);
  const [best] = [...counts].toSorted(([a, many], [b, more]) => more - many || (a < b ? -1 : 1));
  return best?.[0];
}
