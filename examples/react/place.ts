import { useSyncExternalStore } from 'react';

/** Where the page is, kept in the URL's hash: links lead there, and the browser's Back leads back. */
export interface Place {
  readonly account: string | undefined;
  /** An account connector's id. */
  readonly connector: string | undefined;
  /** A MethodUniqueIdentifier. */
  readonly method: string | undefined;
}

export function usePlace(): Place {
  return placeOf(useSyncExternalStore(onHashChange, () => location.hash));
}

export function hrefOf(account: string, ...rest: readonly string[]): string {
  return `#/${[account, ...rest].map(encodeURIComponent).join('/')}`;
}

function placeOf(hash: string): Place {
  const [account, connector, method] = hash.replace(/^#\/?/, '').split('/').map(decoded);
  return { account, connector, method };
}

/** Undefined for what is empty, or was not written by {@link hrefOf}. */
function decoded(part: string): string | undefined {
  try {
    return decodeURIComponent(part) || undefined;
  } catch {
    return undefined;
  }
}

function onHashChange(changed: () => void): () => void {
  addEventListener('hashchange', changed);
  return () => removeEventListener('hashchange', changed);
}
