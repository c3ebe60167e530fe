import { GatewayError } from '../../errors.ts';
import type { Json } from '../../json.ts';
import { absorb, type Absorbed, type ListFacts, type Page } from './absorb.ts';
import { type Chain, type Doubt, Memory, withDoubt } from './chain.ts';
import type { Paging, Position } from './paging.ts';
import { nextStep, type StepOptions } from './step.ts';
import { type Ending, isAllRemembered, judge, type Verdict } from './verdict.ts';

export interface FollowOptions extends StepOptions {
  readonly facts: ListFacts;
  /** Asks for one page. @throws GatewayError */
  readonly ask: (position: Position) => Promise<Page>;
  /** The most records to give. */
  readonly first: number;
  /** The most pages to ask for. */
  readonly maxPages: number;
  /** Whether there is time for another page, given how long the slowest took. */
  readonly hasTimeFor: (ms: number) => boolean;
  /** The page; undefined where it is not there in time. */
  readonly inTime: (page: Promise<Page>) => Promise<Page | undefined>;
  /** Marks of ids that a cursor carries. */
  readonly cursorKeys: number;
  /** A monotonic clock, in milliseconds. */
  readonly now: () => number;
}

/** What was read of a list. */
export interface Followed extends Verdict {
  readonly nodes: readonly Json[];
  /** The place to go on from: undefined where reading came to an end. */
  readonly next: Chain | undefined;
  /** The place behind a node, to go on from there. */
  chainAt(index: number): Chain;
  readonly total: number | undefined;
  /** How its pages follow one another, as far as that is known; undefined where no page was read. */
  readonly paging: Paging | undefined;
  /** Of the page that ended the list. */
  readonly error: GatewayError | undefined;
  readonly pages: number;
}

/** A page that was read, as far as places in it need it. */
interface Read {
  /** Before the page: the chain that asks for it. */
  readonly asked: Chain;
  readonly after: Chain;
  /** Index of its first node. */
  readonly from: number;
  /** Ids of all pages before it, in this reading. */
  readonly keys: number;
  readonly rows: Absorbed['fresh'];
}

/** Reads pages from a place in a list on, one after the other, until an end or a bound. */
export async function follow(start: Chain, options: FollowOptions): Promise<Followed> {
  const { first, maxPages, cursorKeys, now } = options;
  const memory = new Memory(start);
  const reads: Read[] = [];
  const nodes: Json[] = [];
  const digests = new Set<string>();
  const behind = (index: number) => chainBehind(reads, memory, { index, cursorKeys, start });
  let chain = start;
  let slowest = 0;

  const readNext = async (): Promise<Ended | undefined> => {
    if (nodes.length >= first || reads.length >= maxPages) return { ending: { kind: 'LIMIT' } };
    if (reads.length > 0 && !options.hasTimeFor(slowest)) return { ending: { kind: 'DEADLINE' } };
    const startedAt = now();
    const page = await asked(chain, options, reads.length > 0 || start.pages > 0);
    if ('ending' in page) return page;
    slowest = Math.max(slowest, now() - startedAt);

    const before = chain;
    const keys = memory.size;
    const absorbed = absorb(before, page, options.facts, memory);
    const rows = absorbed.fresh.slice(0, first - nodes.length);
    reads.push({ asked: before, after: absorbed.chain, from: nodes.length, keys, rows });
    nodes.push(...rows.map(({ record }) => record));
    chain = { ...absorbed.chain, given: before.given + rows.length };
    if (rows.length < absorbed.fresh.length) {
      chain = behind(nodes.length - 1);
      return { ending: { kind: 'LIMIT' } };
    }
    const step = nextStep(absorbed, options);
    if (step.kind === 'HOST') return { ending: { kind: 'ERROR', message: otherHost.message }, error: otherHost };
    if (step.kind !== 'PAGE') return { ending: step };
    if (isMetAgain(absorbed, before, digests)) return { ending: { kind: 'LOOP' } };
    digests.add(absorbed.chain.digest ?? '');
    chain = withLandmark({ ...step.chain, given: chain.given });
    return undefined;
  };

  let ended: Ended | undefined;
  while (ended === undefined) ended = await readNext();
  const { ending, error, doubt } = ended;
  if (doubt !== undefined) chain = withDoubt(chain, doubt);
  const isOpen =
    ending.kind === 'LIMIT' || ending.kind === 'DEADLINE' || (ending.kind === 'ERROR' && error !== otherHost);
  const last = chain.skip > 0 ? chain : { ...chain, marks: memory.marks(cursorKeys) };
  return {
    ...judge(last, ending, isAllRemembered(start)),
    nodes,
    next: isOpen ? last : undefined,
    chainAt: behind,
    total: chain.total,
    paging: chain.paging,
    error,
    pages: reads.length,
  };
}

interface Ended {
  readonly ending: Ending;
  readonly error?: GatewayError;
  readonly doubt?: Doubt;
}

/** A page, or why there is none. The first page of a list fails as a call does. */
async function asked(chain: Chain, options: FollowOptions, isFurther: boolean): Promise<Page | Ended> {
  if (!isFurther) return options.ask(chain.position);
  try {
    return (await options.inTime(options.ask(chain.position))) ?? { ending: { kind: 'DEADLINE' } };
  } catch (error) {
    if (!(error instanceof GatewayError)) throw error;
    if (error.code === 'LIMIT_EXCEEDED') return { ending: { kind: 'LIMIT' } };
    const isMissing = error.code === 'THIRD_PARTY_ERROR' && error.details['status'] === 404;
    if (isMissing && chain.paging?.style === 'PAGE')
      return { ending: { kind: 'END', proof: undefined }, doubt: 'REFUSED' };
    return { ending: { kind: 'ERROR', message: error.message }, error };
  }
}

/** Whether pages go in a circle. Records without ids may be the same twice. */
function isMetAgain(
  { chain, rows }: Absorbed,
  { landmark, isFirstAgain }: Chain,
  digests: ReadonlySet<string>,
): boolean {
  const { digest = '', key } = chain;
  return rows > 0 && key !== null && isFirstAgain !== true && (digests.has(digest) || digest === landmark);
}

/** Remembers a page at every power of two, so that a circle of any length is met in the end. */
function withLandmark(chain: Chain): Chain {
  const { pages, landmarkAt, digest } = chain;
  return pages < landmarkAt ? chain : { ...chain, landmark: digest, landmarkAt: pages * 2 };
}

interface Behind {
  readonly index: number;
  readonly cursorKeys: number;
  readonly start: Chain;
}

/** The place behind a node: the page it stands on, and how many of its rows were given. */
function chainBehind(reads: readonly Read[], memory: Memory, { index, cursorKeys, start }: Behind): Chain {
  const read = reads.findLast(({ from, rows }) => from <= index && rows.length > 0);
  const node = read?.rows[index - read.from];
  if (read === undefined || node === undefined) return start;
  const { asked: before, after, from, keys } = read;
  const { paging, key, doubts, order } = after;
  const prior = read.rows[index - from - 1]?.key ?? before.last;
  const count = keys + read.rows.slice(0, index - from + 1).filter((row) => row.key !== undefined).length;
  return {
    ...before,
    paging,
    key,
    doubts,
    order,
    skip: node.at + 1,
    given: before.given + index - from + 1,
    last: node.key ?? before.last,
    prior,
    marks: memory.marks(cursorKeys, count),
  };
}

const otherHost = new GatewayError(
  'UPSTREAM_INVALID',
  'The third-party app says that its next page is on another host, which is not asked.',
  { retriable: false },
);
