import type { RequestBudget } from '../context.ts';
import { GatewayError } from '../errors.ts';
import { Aborter, type Signal } from '../signal.ts';
import { limits as defaults, type Limits } from '../limits.ts';
import type { BytesInFlight } from './bytes-in-flight.ts';

/** What one HTTP request may cost, over all of its operations. */
export class Budget implements RequestBudget {
  readonly #maxUpstreamCalls: number;
  readonly #maxCharacters: number;
  readonly #maxFailures: number;
  readonly #maxReferences: number;
  readonly #queries = new Aborter();
  readonly #answerCharacters = { QUERY: 0, MUTATION: 0 };
  #upstreamCalls = 0;
  #failures = 0;
  #references = 0;
  // One error of a kind for all fields that meet it: what is made of each of them costs enough.
  #tooManyCalls: GatewayError | undefined;
  readonly #tooLarge: { QUERY?: GatewayError; MUTATION?: GatewayError } = {};

  readonly #bytes: BytesInFlight;
  #caller = '';
  #held = 0;
  #isReleased = false;

  constructor(
    maxUpstreamCalls: number,
    bytes: BytesInFlight,
    {
      answerCharacters,
      fieldErrors,
      representations,
    }: Pick<Limits, 'answerCharacters' | 'fieldErrors' | 'representations'> = defaults,
  ) {
    this.#maxCharacters = answerCharacters;
    this.#maxFailures = fieldErrors;
    this.#maxReferences = representations;
    this.#maxUpstreamCalls = maxUpstreamCalls;
    this.#bytes = bytes;
  }

  get upstreamCalls(): number {
    return this.#upstreamCalls;
  }

  /** From now on bytes are counted for this caller. */
  countFor(caller: string): void {
    this.#caller = caller;
  }

  /** Takes an upstream call that is about to be sent. @throws `LIMIT_EXCEEDED` for one too many; what {@link BytesInFlight.assertRoom} does */
  take(): void {
    this.#bytes.assertRoom(this.#caller);
    if (this.#upstreamCalls >= this.#maxUpstreamCalls) {
      throw (this.#tooManyCalls ??= tooManyCalls(this.#maxUpstreamCalls));
    }
    this.#upstreamCalls += 1;
  }

  /**
   * Aborted when nobody needs the answers of queries any more: see {@link endQueries}, or where more fields of them fail
   * on the size of the answer than errors are shown, with the error of those fields.
   */
  get queries(): Signal {
    return this.#queries;
  }

  endQueries(reason: unknown): void {
    this.#queries.abort(reason);
  }

  hold(bytes: number): void {
    if (this.#isReleased) return;
    this.#held += bytes;
    this.#bytes.add(this.#caller, bytes);
  }

  /** The caller has taken its answer, or is gone: nothing is held for it any more. */
  release(): void {
    this.#isReleased = true;
    this.#bytes.add(this.#caller, -this.#held);
    this.#held = 0;
  }

  countAnswer(characters: number, as: 'QUERY' | 'MUTATION'): void {
    const counted = this.#answerCharacters[as] + characters;
    if (counted <= this.#maxCharacters) {
      this.#answerCharacters[as] = counted;
      return;
    }
    // What is refused is not in the answer, and so not counted.
    const error = (this.#tooLarge[as] ??= tooLargeAnAnswer(as, this.#maxCharacters));
    if (as === 'QUERY' && ++this.#failures > this.#maxFailures) this.#queries.abort(error);
    throw error;
  }

  /** What was counted of the answers to queries so far. It can be set back, for what is executed anew. */
  get counted(): Counted {
    return { characters: this.#answerCharacters.QUERY, references: this.#references, failures: this.#failures };
  }

  set counted({ characters, references, failures }: Counted) {
    this.#answerCharacters.QUERY = characters;
    this.#references = references;
    this.#failures = failures;
  }

  /** Counts all that was counted since `before` so many times; false where that would be too much, and nothing is counted. */
  countCopies(before: Counted, copies: number): boolean {
    const characters = before.characters + (this.#answerCharacters.QUERY - before.characters) * copies;
    const references = before.references + (this.#references - before.references) * copies;
    if (characters > this.#maxCharacters || references > this.#maxReferences) return false;
    this.#answerCharacters.QUERY = characters;
    this.#references = references;
    return true;
  }

  countReferences(count: number): void {
    const found = this.#references + count;
    if (found > this.#maxReferences) throw tooManyReferences(found, this.#maxReferences);
    this.#references = found;
  }
}

/** What is counted of the answers to queries. */
export interface Counted {
  readonly characters: number;
  readonly references: number;
  readonly failures: number;
}

function tooManyCalls(limit: number): GatewayError {
  const message = `The request needs more upstream calls than its limit of ${limit}. Ask for less at a time.`;
  return new GatewayError('LIMIT_EXCEEDED', message, { details: { limit } });
}

function tooManyReferences(found: number, limit: number): GatewayError {
  const message = `The request has ${found} references to entities; the limit is ${limit}. Ask for less at a time.`;
  return new GatewayError('LIMIT_EXCEEDED', message, { details: { limit, found } });
}

function tooLargeAnAnswer(as: 'QUERY' | 'MUTATION', limit: number): GatewayError {
  const message = `The answer exceeds ${limit} characters. Ask for less at a time.`;
  const error = new GatewayError('LIMIT_EXCEEDED', message, { details: { limit } });
  return as === 'QUERY' ? error : error.onTheWay().ofWrite();
}
