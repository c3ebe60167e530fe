import { useQuery } from '@apollo/client/react';
import type { ResultOf } from '@graphql-typed-document-node/core';
import { useMemo } from 'react';
import { InputChoices } from '../documents.ts';
import type { Path } from './path.ts';

export interface Choice {
  /** For people. */
  readonly name: string | null;
  /** What is sent. */
  readonly value: string;
}

export interface Choices {
  readonly loading: boolean;
  of(path: Path): readonly Choice[] | undefined;
}

/** What the third-party app has to choose from, for the method that is shown. */
export function useChoices(accountConnectorId: string, method: string): Choices {
  // Where choices cannot be looked up, what is meant can still be typed.
  const { data, loading } = useQuery(InputChoices, {
    variables: { accountConnectorId, method },
    errorPolicy: 'all',
  });
  const found = data?.accountConnector?.method;
  return useMemo(() => {
    const byKey = found ? keyed(found) : new Map<string, readonly Choice[]>();
    return { loading, of: (path) => byKey.get(keyOf(path)) };
  }, [found, loading]);
}

type Found = NonNullable<NonNullable<ResultOf<typeof InputChoices>['accountConnector']>['method']>;

/** By every key that `inputSchema` may have for an input. The first one of a key stands. */
function keyed({ parameters, requestFields }: Found): ReadonlyMap<string, readonly Choice[]> {
  const entries = [
    ...parameters.map(({ targetName, name, id, options }) => ({
      of: 'parameters',
      keys: [targetName, name, id],
      options,
    })),
    ...requestFields.map(({ location, name, id, options }) => ({
      of: 'fields',
      keys: [plain(location), location, name, id],
      options,
    })),
  ];
  const byKey = new Map<string, readonly Choice[]>();
  for (const rank of [0, 1, 2, 3]) {
    for (const { of, keys, options } of entries) {
      const key = `${of}.${keys[rank]}`;
      if (keys[rank] !== undefined && options && !byKey.has(key)) byKey.set(key, options);
    }
  }
  return byKey;
}

/** `[records].Owner.Id` without what tells lists from objects. */
function plain(location: string): string {
  return location.replaceAll(/[[\]\\]/g, '').replace(/^\.+/, '');
}

function keyOf(path: Path): string {
  return path.filter((step) => typeof step === 'string').join('.');
}
