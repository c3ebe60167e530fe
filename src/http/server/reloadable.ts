import type { RequestListener } from 'node:http';

/** What answers requests until another takes its place. */
export interface Service extends AsyncDisposable {
  readonly listener: RequestListener;
  /** From now on it is not ready; requests are still answered. */
  retire(): void;
}

/** A service that can be replaced while it runs. */
export interface Reloadable<Served extends Service> extends Service {
  /** What answers new requests. */
  readonly current: Served;
  /**
   * Opens the service again. New requests go to the new one; the one before is closed when its last request has ended.
   * Where it cannot be opened, the one before stays.
   *
   * @throws what opening throws
   */
  reload(): Promise<void>;
}

interface Generation<Served> {
  readonly served: Served;
  requests: number;
  isReplaced: boolean;
}

/** Opens a service, and lets it be opened again: after a change of the files that it is made of. */
export async function openReloadable<Served extends Service>(open: () => Promise<Served>): Promise<Reloadable<Served>> {
  let current: Generation<Served> = { served: await open(), requests: 0, isReplaced: false };
  let isRetired = false;
  /** Of replaced ones. */
  const closings: Promise<void>[] = [];
  let reloading: Promise<void> = Promise.resolve();

  function closeIfUnused({ served, requests, isReplaced }: Generation<Served>): void {
    if (!isReplaced || requests > 0) return;
    const closing = Promise.resolve(served[Symbol.asyncDispose]());
    // A failure is thrown by the last disposal.
    closing.catch(() => undefined);
    closings.push(closing);
  }

  async function replace(): Promise<void> {
    const before = current;
    current = { served: await open(), requests: 0, isReplaced: false };
    if (isRetired) current.served.retire();
    before.isReplaced = true;
    closeIfUnused(before);
  }

  return {
    get current() {
      return current.served;
    },
    listener(request, response) {
      const generation = current;
      generation.requests += 1;
      response.once('close', () => {
        generation.requests -= 1;
        closeIfUnused(generation);
      });
      generation.served.listener(request, response);
    },
    reload() {
      // One after the other, so that the last one opened is the newest.
      const reloaded = reloading.then(replace);
      reloading = reloaded.catch(() => undefined);
      return reloaded;
    },
    retire() {
      isRetired = true;
      current.served.retire();
    },
    async [Symbol.asyncDispose]() {
      await reloading;
      await Promise.all([...closings, current.served[Symbol.asyncDispose]()]);
    },
  };
}
