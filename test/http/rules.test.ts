import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { combined } from '../../src/http/combined.ts';
import { createExchanges } from '../../src/http/exchange.ts';
import { refusal } from '../../src/http/refusal.ts';

const root = join(import.meta.dirname, '../..');
const read = (file: string) => readFileSync(join(root, file), 'utf8');

/** The factories that `gateway.ts` lists, in order. */
const listed = Array.from(
  (/rules: \[\n([^]*?)\n {4}\]/.exec(read('src/gateway.ts'))?.[1] ?? '').matchAll(/^ {6}(?:await )?(\w+)\(/gm),
  ([, name = '']) => name,
);

describe('the rules of a request', () => {
  test('are on the page about the request, in their order', () => {
    const rows = Array.from(read('docs/request.md').matchAll(/^\| `(\w+)` +\|/gm), ([, name = '']) => name);
    expect(rows).toEqual(listed);
  });

  test('are named as their factories, and are all in the list', () => {
    const factories = globSync('src/http/**/*.ts', { cwd: root }).filter((file) =>
      /: (?:Promise<)?Rule\b/.test(read(file)),
    );
    const names = factories.flatMap((file) =>
      Array.from(read(file).matchAll(/\bname(?:: | = )'(\w+)'[,; ]/g), ([, name = '']) => name),
    );
    expect(names.toSorted()).toEqual(listed.toSorted());
  });

  test('are called in their order, until one answers, reads or refuses', async () => {
    const exchange = createExchanges({ maxUpstreamCalls: 1 }).of(new Request('http://gateway/'));
    const called: string[] = [];
    const noted = (name: string) => void called.push(name);
    const rule = combined([
      { name: 'none' },
      {
        name: 'first',
        onRequest: () => {
          noted('first');
          return undefined;
        },
        read: () => ({ query: 'first' }),
        onRead: async () => noted('first'),
      },
      {
        name: 'second',
        onRequest: () => ({ status: 418 }),
        read: () => ({ query: 'second' }),
        onRead() {
          throw refusal(400, 'BAD_USER_INPUT', 'no');
        },
      },
      { name: 'third', onRequest: () => ({ status: 404 }), onRead: () => noted('third') },
    ]);
    expect(rule.onRequest(exchange)).toEqual({ status: 418 });
    expect(rule.read(exchange)).toEqual({ query: 'first' });
    await expect(rule.onRead(exchange)).rejects.toThrow('no');
    expect(called).toEqual(['first', 'first']);
  });
});
