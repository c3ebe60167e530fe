import { useApolloClient } from '@apollo/client/react';
import { useEffect, useRef, useState } from 'react';
import { ReadPages } from '../documents.ts';
import type { Json } from '../json.ts';
import type { Variables } from './call.ts';
import { type Failure, failureOf } from './failure.ts';

export interface ListState {
  readonly records: readonly Json[];
  /** Whether the records are all of the list; undefined before the first were read. */
  readonly complete: 'YES' | 'NO' | 'UNKNOWN' | undefined;
  /** How that is known. */
  readonly reason: string;
  readonly hasMore: boolean;
  readonly isReading: boolean;
  readonly failure: Failure | undefined;
}

const nothing: ListState = {
  records: [],
  complete: undefined,
  reason: '',
  hasMore: true,
  isReading: false,
  failure: undefined,
};

/** Records that are read at a time. */
const step = 50;

/** A list that is read on from where it stopped, one request at a time. */
export function usePages(variables: Variables): { readonly list: ListState; readOn(): Promise<void> } {
  const client = useApolloClient();
  const [list, setList] = useState(nothing);
  const after = useRef<string>(undefined);
  const current = useRef<AbortController>(undefined);
  useEffect(() => () => current.current?.abort(), []);

  return {
    list,
    async readOn() {
      const controller = (current.current = new AbortController());
      setList((before) => ({ ...before, isReading: true, failure: undefined }));
      try {
        const { data, error } = await client.query({
          query: ReadPages,
          variables: { ...variables, first: step, after: after.current ?? null },
          fetchPolicy: 'no-cache',
          // What was read before a page failed is kept.
          errorPolicy: 'all',
          context: { fetchOptions: { signal: controller.signal }, queryDeduplication: false },
        });
        const pages = data?.accountConnector?.pages;
        if (controller.signal.aborted) return;
        after.current = pages?.pageInfo.endCursor ?? after.current;
        setList((before) => ({
          records: [...before.records, ...((pages?.nodes ?? []) as readonly Json[])],
          complete: pages?.complete ?? before.complete,
          reason: pages?.reason ?? before.reason,
          hasMore: pages?.pageInfo.hasNextPage ?? before.hasMore,
          isReading: false,
          failure: error === undefined ? undefined : failureOf(error, 'READ'),
        }));
      } catch (error) {
        if (controller.signal.aborted) return;
        setList((before) => ({ ...before, isReading: false, failure: failureOf(error, 'READ') }));
      }
    },
  };
}
