/** What tells that something is not wanted any more. An `AbortSignal` is one, an {@link Aborter} another. */
export interface Signal {
  readonly aborted: boolean;
  /** Why. Undefined until then. */
  readonly reason: unknown;
  /** A listener is called once, because a signal is aborted once. */
  addEventListener(type: 'abort', listener: () => void, options?: { readonly once?: boolean }): void;
  removeEventListener(type: 'abort', listener: () => void): void;
}

/** A {@link Signal}, and what aborts it. It is no `EventTarget`: there is no event, and nothing else to listen to. */
export class Aborter implements Signal {
  aborted = false;
  reason: unknown;
  #listeners: Set<() => void> | undefined;

  /** Calls the listeners in the order in which they were added. A second time does nothing. */
  abort(reason: unknown): void {
    if (this.aborted) return;
    this.aborted = true;
    this.reason = reason;
    const listeners = this.#listeners;
    this.#listeners = undefined;
    for (const listener of listeners ?? []) listener();
  }

  addEventListener(_type: 'abort', listener: () => void): void {
    if (this.aborted) return;
    this.#listeners ??= new Set();
    this.#listeners.add(listener);
  }

  removeEventListener(_type: 'abort', listener: () => void): void {
    this.#listeners?.delete(listener);
  }

  /** @throws the reason, once it is aborted */
  throwIfAborted(): void {
    if (this.aborted) throw this.reason;
  }
}
