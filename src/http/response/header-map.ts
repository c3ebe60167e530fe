import type { AnswerHeaders } from '../rule.ts';

/** The headers of an answer, without the cost of the Fetch API's. */
export class AnswerHeaderMap implements AnswerHeaders {
  readonly #values: Map<string, string>;

  /** @param given By their names in lower case. */
  constructor(given: Readonly<Record<string, string>>) {
    this.#values = new Map(Object.entries(given));
  }

  append(name: string, value: string): void {
    const key = name.toLowerCase();
    const before = this.#values.get(key);
    this.#values.set(key, before === undefined ? value : `${before}, ${value}`);
  }

  delete(name: string): void {
    this.#values.delete(name.toLowerCase());
  }

  has(name: string): boolean {
    return this.#values.has(name.toLowerCase());
  }

  set(name: string, value: string): void {
    this.#values.set(name.toLowerCase(), value);
  }

  [Symbol.iterator](): IterableIterator<[name: string, value: string]> {
    return this.#values.entries();
  }

  /** As `node:http` takes them: names and values in turn. */
  flat(): string[] {
    return [...this.#values].flat();
  }
}
