import { cp, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect } from 'vitest';
import { pull } from '../../src/commands/pull.ts';
import { committed, run, test } from './run.ts';

describe('pull', () => {
  test('writes the catalogs that are committed', async ({ directory }) => {
    expect(await run(pull, ['--config', committed.config, '--out', directory])).toMatchObject({ code: 0, err: '' });
    expect((await readdir(directory)).toSorted()).toEqual((await readdir(committed.catalogs)).toSorted());
    for (const file of await readdir(directory)) {
      expect(await readFile(join(directory, file), 'utf8')).toBe(
        await readFile(join(committed.catalogs, file), 'utf8'),
      );
    }
  });

  test('keeps the names that a catalog has given', async ({ directory }) => {
    await cp(committed.catalogs, directory, { recursive: true });
    const file = join(directory, 'mailchimp.json');
    const renamed = (await readFile(file, 'utf8')).replace('"field": "listStores"', '"field": "shops"');
    await writeFile(file, renamed);
    await run(pull, ['--config', committed.config, '--out', directory]);
    expect(await readFile(file, 'utf8')).toBe(renamed);
  });

  test('takes overrides by patterns, of which the first counts, and a name or an identifier before any', async ({
    directory,
  }) => {
    const own = join(directory, 'config.json');
    const catalogs = join(directory, 'catalogs');
    const says = (reason: string) => ({ kind: { is: 'WRITE', reason } });
    const overrides = {
      'list *': says('by pattern'),
      '*': says('by a later pattern'),
      'List Stores': says('by name'),
      'Frobnicate *': { hidden: true },
    };
    await writeFile(own, JSON.stringify({ connectors: [{ connector: 'MailChimp', overrides }] }));
    const { code, out } = await run(pull, ['--config', own, '--out', catalogs]);
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining(
        'MailChimp has no method whose name fits "Frobnicate *", so its override does nothing.',
      ),
    });
    const { methods } = JSON.parse(await readFile(join(catalogs, 'mailchimp.json'), 'utf8')) as {
      methods: { name: string; kind?: { reason: string } }[];
    };
    const reasons = new Map(methods.map(({ name, kind }) => [name, kind?.reason]));
    expect(reasons.get('List Lists')).toBe('by pattern');
    expect(reasons.get('List Stores')).toBe('by name');
    expect(reasons.get('Get Store')).toBe('by a later pattern');
  });

  test('takes of a connector what the config says, and says it otherwise where the config does', async ({
    directory,
  }) => {
    const own = join(directory, 'config.json');
    const catalogs = join(directory, 'catalogs');
    await writeFile(
      own,
      JSON.stringify({
        connectors: [
          {
            connector: 'MailChimp',
            field: 'mail',
            methods: ['List *', 'Get Store'],
            categories: ['eCommerce Stores', 'Lists'],
            overrides: {
              'Get Store': { kind: { is: 'WRITE', reason: 'It marks the store as seen.' }, field: 'openStore' },
              'List Lists': { hidden: true },
              'List Stores': { types: { count: 'Text' }, records: null },
              'List Shops': { hidden: true },
            },
          },
        ],
      }),
    );
    const { code, out } = await run(pull, ['--config', own, '--out', catalogs]);
    expect({ code, out }).toEqual({
      code: 0,
      out: expect.stringContaining('MailChimp has no method "List Shops", so its override does nothing.'),
    });
    const { field, methods } = JSON.parse(await readFile(join(catalogs, 'mailchimp.json'), 'utf8')) as {
      field: string;
      methods: {
        field: string;
        kind?: unknown;
        records?: string;
        parameters?: { targetName: string; type: string }[];
      }[];
    };
    expect(field).toBe('mail');
    expect(methods.map((method) => method.field)).toEqual(['listStores', 'openStore']);
    expect(methods[1]?.kind).toEqual({ is: 'WRITE', reason: 'It marks the store as seen.' });
    expect(methods[0]?.records).toBeUndefined();
    expect(methods[0]?.parameters?.find(({ targetName }) => targetName === 'count')?.type).toBe('Text');
  });

  test('tells catalogs that are stale, and deletes them when asked to', async ({ directory }) => {
    await cp(committed.catalogs, directory, { recursive: true });
    const own = join(directory, 'config.jsonc');
    const files = async () => (await readdir(directory)).filter((file) => file.endsWith('.json'));
    await writeFile(own, '{"connectors":[{"connector":"  mailchimp"}]}');
    const args = ['--config', own, '--out', directory];
    const before = await files();
    const told = await run(pull, args);
    expect(told.out).toContain('ledgerbooks-v3.json is stale: LedgerBooks is not in');
    expect(await files()).toEqual(before);
    const pruned = await run(pull, [...args, '--prune']);
    expect(pruned.out).toContain('ledgerbooks-v3.json: deleted; LedgerBooks is not in');
    expect(await files()).toEqual(['mailchimp.json']);
    // A connector that is renamed in case or spaces is the same: its names are kept.
    const { field, methods } = JSON.parse(await readFile(join(directory, 'mailchimp.json'), 'utf8')) as {
      field: string;
      methods: readonly object[];
    };
    expect([field, methods.length]).toEqual(['mailChimp', 8]);
  });

  test('says which connectors Cyclr does not have, and writes nothing', async ({ directory }) => {
    const own = join(directory, 'config.json');
    await writeFile(
      own,
      '{"connectors":[{"connector":"MailChimp"},{"connector":"Nowhere"},{"connector":"Hookline","methods":["New*"]}]}',
    );
    const { code, err } = await run(pull, ['--config', own, '--out', join(directory, 'catalogs')]);
    expect(code).toBe(1);
    expect(err).toContain('Cyclr has no connector "Nowhere".');
    expect(err).toContain('Hookline has no method that is asked for and can be called');
    expect(await readdir(directory)).toEqual(['config.json']);
  });

  test('says everything that is wrong in the config, and in which connector', async ({ directory }) => {
    const own = join(directory, 'config.json');
    await writeFile(
      own,
      '{"connectors":[{"connector":"MailChimp","overrides":{"List Stores":{"kind":{"is":"READ"},"field":"2 stores"}},"method":["x"]}]}',
    );
    const { code, err } = await run(pull, ['--config', own, '--out', directory]);
    expect(code).toBe(1);
    expect(err.split('\n').slice(1)).toEqual([
      '  line 1: connector 1, "MailChimp": overrides["List Stores"].field must be a GraphQL name: letters, digits and _, and neither a digit nor __ at the beginning; got "2 stores".',
      '  line 1: connector 1, "MailChimp": overrides["List Stores"].kind.reason is missing; expected a string.',
      '  line 1: connector 1, "MailChimp" has the unknown key "method". Did you mean "methods"?',
    ]);
  });

  test('asks for an account where Cyclr is the real one', async ({ directory }) => {
    const env = { CYCLR_API_URL: 'http://127.0.0.1:9', CYCLR_CLIENT_ID: 'id', CYCLR_CLIENT_SECRET: 'secret' };
    const { code, err } = await run(pull, ['--config', committed.config, '--out', directory], env);
    expect({ code, err }).toMatchObject({ code: 1, err: expect.stringContaining('--account') });
  });

  test('answers --help, and 2 to what it does not understand', async () => {
    expect(await run(pull, ['--help'])).toMatchObject({
      code: 0,
      out: expect.stringContaining('Usage: cyclr-gateway pull'),
    });
    expect(await run(pull, ['--into', 'x'])).toMatchObject({ code: 2, err: expect.stringContaining('--into') });
  });
});
