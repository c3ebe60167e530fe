import type { RequestBudget } from '../context.ts';
import { GatewayError } from '../errors.ts';
import { limits as defaults, type Limits } from '../limits.ts';

/** What one HTTP request may cost, over all of its operations. */
export class Budget implements RequestBudget {
  readonly #maxUpstreamCalls: number;
  readonly #maxCharacters: number;
  readonly #maxFailures: number;
  readonly #maxReferences: number;
  readonly #queries = new AbortController();
  readonly #answerCharacters = { QUERY: 0, MUTATION: 0 };
  #upstreamCalls = 0;
  #failures = 0;
  #references = 0;
  // One error of a kind for all fields that meet it: what is made of each of them costs enough.
  #tooManyCalls: GatewayError | undefined;
  readonly #tooLarge: { QUERY?: GatewayError; MUTATION?: GatewayError } = {};

  constructor(
    maxUpstreamCalls: number,
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
  }

  get upstreamCalls(): number {
    return this.#upstreamCalls;
  }

  /** Takes an upstream call that is about to be sent. @throws `LIMIT_EXCEEDED` for one too many */
  take(): void {
    if (this.#upstreamCalls >= this.#maxUpstreamCalls) {
      throw (this.#tooManyCalls ??= tooManyCalls(this.#maxUpstreamCalls));
    }
    this.#upstreamCalls += 1;
  }

  /**
   * Aborted when nobody needs the answers of queries any more: see {@link endQueries}, or where more fields of them fail
   * on the size of the answer than errors are shown, with the error of those fields.
   */
  get queries(): AbortSignal {
    return this.#queries.signal;
  }

  endQueries(reason: unknown): void {
    this.#queries.abort(reason);
  }

  countAnswer(characters: number, as: 'QUERY' | 'MUTATION'): void {
    this.#answerCharacters[as] += characters;
    if (this.#answerCharacters[as] <= this.#maxCharacters) return;
    const error = (this.#tooLarge[as] ??= tooLargeAnAnswer(as, this.#maxCharacters));
    if (as === 'QUERY' && ++this.#failures > this.#maxFailures) this.#queries.abort(error);
    throw error;
  }

  countReferences(count: number): void {
    const found = this.#references + count;
    if (found > this.#maxReferences) throw tooManyReferences(found, this.#maxReferences);
    this.#references = found;
  }
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
