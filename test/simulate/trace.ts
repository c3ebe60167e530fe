import { Violation } from './book.ts';
import type { Clock } from './clock.ts';

const mostLines = 80;

/** What happened, and what was found. */
export class Trace {
  readonly #clock: Clock;
  readonly #lines: string[] = [];
  #digest = 0;
  #violation: string | undefined;

  constructor(clock: Clock) {
    this.#clock = clock;
  }

  /** The last lines, oldest first. */
  get lines(): readonly string[] {
    return this.#lines;
  }

  /** The same for two runs with the same lines. */
  get digest(): string {
    return (this.#digest >>> 0).toString(16).padStart(8, '0');
  }

  /** What was found first that must never be. */
  get violation(): string | undefined {
    return this.#violation;
  }

  /** Nothing is noted after what was found. */
  note(text: string): void {
    if (this.#violation !== undefined) return;
    const line = `${(this.#clock.now / 1000).toFixed(3).padStart(8)} s  ${text}`;
    for (let at = 0; at < line.length; at++) this.#digest = (Math.imul(this.#digest, 31) + line.charCodeAt(at)) | 0;
    this.#lines.push(line);
    if (this.#lines.length > mostLines) this.#lines.shift();
  }

  fail(error: unknown): void {
    const told =
      error instanceof Violation ? error.message : `This was thrown: ${(error as Error).stack ?? String(error)}`;
    this.note(told);
    this.#violation ??= told;
  }
}
