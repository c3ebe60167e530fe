import { describe, expect, test } from 'vitest';
import { limits } from '../../src/limits.ts';
import { test as clocked } from '../fixtures.ts';
import { type Lists, openLists, type PagesAnswer, readAll, selection } from './lists.ts';
import { styles } from './scenario.ts';

const page = { style: 'page', ...styles['page'] };
const methods = [
  { name: 'List Things', paging: page },
  { name: 'List Others', paging: page },
];
const open = (env: Record<string, string> = {}) => openLists({ methods, env });
const limit = 'parameters: { limit: 2 }';
const quoted = (text: string | null | undefined) => JSON.stringify(text);

async function failureOf(lists: Lists, args: string, { id = '1', headers = {} } = {}) {
  const { body } = await lists.ask(
    `{ accountConnector(id: ${id}) { id pages(${args}) ${selection} } }`,
    undefined,
    headers,
  );
  expect(body.data?.['accountConnector']).toMatchObject({ pages: null });
  const [error] = body.errors ?? [];
  return { code: error?.extensions['code'], message: error?.message ?? '' };
}

describe('bounds', () => {
  const most = limits.pageRecords;
  const bad: readonly (readonly [string, string, string])[] = [
    ['first: 0', 'BAD_USER_INPUT', `"first" must be between 1 and ${most}; got 0.`],
    ['first: -1', 'BAD_USER_INPUT', `"first" must be between 1 and ${most}; got -1.`],
    [`first: ${most + 1}`, 'LIMIT_EXCEEDED', `"first" must be between 1 and ${most}; got ${most + 1}.`],
    ['maxPages: 0', 'BAD_USER_INPUT', `"maxPages" must be between 1 and ${limits.pages}; got 0.`],
    [`maxPages: ${limits.pages + 1}`, 'LIMIT_EXCEEDED', `got ${limits.pages + 1}.`],
    ['after: ""', 'BAD_USER_INPUT', '"after" is not a cursor of this gateway'],
    ['after: "bm90IGEgY3Vyc29y"', 'BAD_USER_INPUT', '"after" is not a cursor of this gateway'],
    [
      `after: "${'a'.repeat(limits.cursorCharacters + 1)}"`,
      'BAD_USER_INPUT',
      '"after" is not a cursor of this gateway',
    ],
    ['select: ["a..b"]', 'BAD_USER_INPUT', 'is not a path'],
    ['parameters: { limt: 2 }', 'BAD_USER_INPUT', 'Did you mean "limit"?'],
  ];

  test.for(bad)('%s is %s, and nothing is called', async ([args, code, message]) => {
    await using lists = await open();
    const failure = await failureOf(lists, `method: "List Things", ${args}`);
    expect(failure).toEqual({ code, message: expect.stringContaining(message) as string });
    expect(lists.calls()).toBe(0);
  });

  test('at their limits are taken', async () => {
    await using lists = await open();
    expect((await lists.read('List Things', `first: ${most}, maxPages: ${limits.pages}`)).nodes).toHaveLength(7);
  });

  test('are set by their variables', async () => {
    await using lists = await open({ MAX_PAGE_RECORDS: '3', MAX_PAGES: '1' });
    const read = await lists.read('List Things');
    expect(read).toMatchObject({ complete: 'NO', stopped: 'LIMIT' });
    expect(read.nodes).toHaveLength(3);
    expect((await failureOf(lists, 'method: "List Things", first: 4')).code).toBe('LIMIT_EXCEEDED');
  });

  test('of the request end reading with what there is', async () => {
    await using lists = await open({ MAX_UPSTREAM_CALLS: '5' });
    const read = await lists.read('List Things', 'parameters: { limit: 1 }');
    expect(read).toMatchObject({ complete: 'NO', stopped: 'LIMIT', pageInfo: { hasNextPage: true } });
    const { ids } = await readAll(lists, 'List Things', 1000, 'parameters: { limit: 1 }');
    expect(ids).toEqual([1, 2, 3, 4, 5, 6, 7]);
  });
});

describe('a cursor', () => {
  const cursorOf = async (lists: Lists, args = limit): Promise<string> =>
    (await lists.read('List Things', `${args} first: 3`)).pageInfo.endCursor ?? '';

  const others: readonly (readonly [what: string, args: string, ask: Parameters<typeof failureOf>[2], told: string])[] =
    [
      ['of another method', `method: "List Others", ${limit}`, {}, 'is of another method'],
      [
        'of another account connector',
        `method: "List Things", ${limit}`,
        { id: '2' },
        'is of another account connector',
      ],
      [
        'of another account',
        `method: "List Things", ${limit}`,
        { id: '3', headers: { 'x-cyclr-account': 'theirs' } },
        'is of another account',
      ],
      [
        'with other inputs',
        'method: "List Things", parameters: { limit: 2, colour: "red" }',
        {},
        'is of a call with other inputs',
      ],
      [
        'with another page size',
        'method: "List Things", parameters: { limit: 3 }',
        {},
        'is of a call with another page size',
      ],
      [
        'with records elsewhere',
        `method: "List Things", recordsAt: "items", ${limit}`,
        {},
        'is of a call with other inputs',
      ],
    ];

  test.for(others)(
    '%s is refused, says why and how to begin again, and nothing is called',
    async ([, args, ask, told]) => {
      await using lists = await open();
      const after = await cursorOf(lists);
      const before = lists.calls();
      const { code, message } = await failureOf(lists, `${args}, after: ${quoted(after)}`, ask);
      expect({ code, message }).toEqual({ code: 'BAD_USER_INPUT', message: expect.stringContaining(told) as string });
      expect(message).toContain('Leave it out to begin again.');
      expect(lists.calls()).toBe(before);
    },
  );

  test('that was cut, changed or lengthened anywhere is refused', async () => {
    await using lists = await open();
    const after = await cursorOf(lists);
    const before = lists.calls();
    const flip = (at: number) => `${after.slice(0, at)}${after[at] === 'A' ? 'B' : 'A'}${after.slice(at + 1)}`;
    const forged = [
      after.slice(0, -1),
      after.slice(1),
      `${after}AAAA`,
      flip(0),
      flip(20),
      flip(Math.floor(after.length / 2)),
      ` ${after}`,
    ];
    for (const one of forged) {
      const failure = await failureOf(lists, `method: "List Things", ${limit}, after: ${quoted(one)}`);
      expect(failure.message).toContain('is not a cursor of this gateway, or not a whole one');
    }
    expect(lists.calls()).toBe(before);
  });

  test('of an earlier release is refused', async () => {
    await using lists = await openLists({ methods, env: { LISTING_TTL_MS: '1' } });
    const after = await cursorOf(lists);
    lists.sandbox.release('Lists', { upgrade: true });
    const failure = async () => failureOf(lists, `method: "List Things", ${limit}, after: ${quoted(after)}`);
    // A listing that is too old is served once more, while it is read again.
    await expect.poll(async () => (await failure()).message).toContain('is of an earlier release of the connector');
  });

  test('tells nothing of the place, and is another each time', async () => {
    await using lists = await open();
    const [one, other] = [await cursorOf(lists), await cursorOf(lists)];
    expect(one).not.toBe(other);
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toMatch(/parameters|position|Thing/);
  });

  test('fits another gateway with the same secret, and none with another', async () => {
    const secret = 'a secret of more than thirty-two characters';
    await using one = await open({ CURSOR_SECRET: secret });
    await using same = await open({ CURSOR_SECRET: secret });
    await using other = await open({ CURSOR_SECRET: `${secret}!` });
    const after = await cursorOf(one);
    const rest = await same.read('List Things', `${limit}, after: ${quoted(after)}`);
    expect(rest.nodes.map(({ Id }) => Id)).toEqual([4, 5, 6, 7]);
    const failure = await failureOf(other, `method: "List Things", ${limit}, after: ${quoted(after)}`);
    expect(failure.message).toContain('is not a cursor of this gateway');
  });
});

describe('a page that fails', () => {
  const failing = { name: 'app-refuses', status: 422, body: '{"message":"The list is locked."}' } as const;

  test('ends the list with its error, what was got and the place to go on from', async () => {
    await using lists = await open();
    lists.sandbox.fail({ fault: failing, on: { http: 'POST', method: 'List Things' }, skip: 2, times: 1 });
    const { body } = await lists.ask(
      `{ accountConnector(id: 1) { pages(method: "List Things", ${limit}) ${selection} } }`,
    );
    const { pages } = body.data?.['accountConnector'] as { pages: PagesAnswer };
    expect(pages).toMatchObject({
      complete: 'NO',
      stopped: 'ERROR',
      reason: expect.stringContaining('The list is locked.') as string,
    });
    expect(pages.nodes).toHaveLength(2);
    expect(body.errors).toMatchObject([
      {
        path: ['accountConnector', 'pages'],
        extensions: { code: 'THIRD_PARTY_ERROR', requestId: expect.any(String) as string },
      },
    ]);
    const rest = await lists.read('List Things', `${limit}, after: ${quoted(pages.pageInfo.endCursor)}`);
    expect(rest.nodes.map(({ Id }) => Id)).toEqual([3, 4, 5, 6, 7]);
    expect(rest.complete).toBe('YES');
  });

  test('is tried again alone', async () => {
    await using lists = await open();
    lists.sandbox.fail({
      fault: { name: 'html', status: 503 },
      on: { http: 'POST', method: 'List Things' },
      skip: 2,
      times: 1,
    });
    expect(await lists.read('List Things', limit)).toMatchObject({ complete: 'YES' });
  });

  test('and is the first fails as a call does', async () => {
    await using lists = await open();
    lists.sandbox.fail({ fault: failing, on: { http: 'POST', method: 'List Things' } });
    expect(await failureOf(lists, 'method: "List Things"')).toMatchObject({ code: 'THIRD_PARTY_ERROR' });
  });

  test('of a write is refused', async () => {
    await using lists = await open();
    expect((await failureOf(lists, 'method: "Create Thing"')).code).toBe('METHOD_NOT_READABLE');
  });
});

clocked('a page that does not come in time ends the list with a cursor', async ({ clock }) => {
  await using lists = await open();
  lists.sandbox.fail({ fault: { name: 'hang' }, on: { http: 'POST', method: 'List Things' }, skip: 2 });
  const reading = lists.read('List Things', limit);
  await expect.poll(() => lists.calls()).toBe(3);
  clock.pass(9_900);
  clock.pass(9_900);
  clock.pass(9_150);
  const read = await reading;
  expect(read).toMatchObject({ complete: 'NO', stopped: 'DEADLINE', pageInfo: { hasNextPage: true } });
  lists.sandbox.clearFaults();
  const rest = await lists.read('List Things', `${limit}, after: ${quoted(read.pageInfo.endCursor)}`);
  expect(rest.nodes.map(({ Id }) => Id)).toEqual([3, 4, 5, 6, 7]);
});
