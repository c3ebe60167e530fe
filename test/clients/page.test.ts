import { execFile } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect } from 'vitest';
import { blocksIn, root } from '../docs/blocks.ts';
import { test as base } from '../http/served.ts';

const run = promisify(execFile);
const urlOnPage = 'http://127.0.0.1:4000/graphql';

/** The snippets of the page by the names that stand behind their fences. */
const snippets: ReadonlyMap<string, string> = new Map(
  blocksIn('ts', 'tsx').flatMap(({ page, file = '', text }) => (page === 'docs/clients.md' ? [[file, text]] : [])),
);

/** What is done with a snippet, by its file name; what it prints is compared. */
const uses: Readonly<Record<string, string>> = {
  'apollo.ts': `
    import { gql } from '@apollo/client';
    import { client } from './apollo.ts';
    const { data } = await client.query({ query: gql('{ accountConnector(id: 1873) { name } }') });
    console.log(JSON.stringify(data));`,
  'urql.ts': `
    import { client } from './urql.ts';
    const { data, error } = await client.query('{ accountConnector(id: 1873) { name } }', {}).toPromise();
    console.log(error?.message ?? JSON.stringify(data));`,
  'apollo-cache.ts': `
    import { ApolloClient, gql, HttpLink } from '@apollo/client';
    import { cache } from './apollo-cache.ts';
    const client = new ApolloClient({ link: new HttpLink({ uri: '${urlOnPage}' }), cache });
    const of = (fields: string) => gql(\`{ accountConnector(id: 1874) { accountId id mailChimp { \${fields} } } }\`);
    for (const fields of ['listStores { id }', 'listLists { id }', 'listStores { id }', 'listLists { id }'])
      await client.query({ query: of(fields) });
    console.log('asked');`,
  'urql-cache.ts': `
    import { client } from './urql-cache.ts';
    const of = (fields: string) => \`{ accountConnector(id: 1874) { accountId id mailChimp { \${fields} } } }\`;
    for (const fields of ['listStores { id }', 'listLists { id }', 'listStores { id }', 'listLists { id }'])
      await client.query(of(fields), {}).toPromise();
    console.log('asked');`,
  'apollo-write.ts': `
    import { ApolloClient, gql, HttpLink, InMemoryCache } from '@apollo/client';
    import { createContact } from './apollo-write.ts';
    const client = new ApolloClient({ link: new HttpLink({ uri: '${urlOnPage}' }), cache: new InMemoryCache() });
    const query = gql('query Contacts { accountConnector(id: 1873) { call(method: "List Contacts") { records } } }');
    const seen: number[] = [];
    client.watchQuery({ query }).subscribe(({ data }) => {
      const records = (data as { accountConnector?: { call?: { records?: unknown[] } } } | undefined)?.accountConnector?.call?.records;
      if (records !== undefined) seen.push(records.length);
    });
    await client.query({ query });
    await createContact(client, 'Newcomer');
    client.stop();
    console.log(seen.at(-1)! - seen[0]!);`,
  'query.ts': `
    import { ask } from './query.ts';
    console.log(await (await ask('{ accountConnector(id: 1873) { name } }')).text());`,
};

const test = base.extend<{ folder: string }>({
  folder: async ({ port }, use) => {
    const folder = await mkdtemp(join(tmpdir(), 'page-'));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    await writeFile(join(folder, 'package.json'), JSON.stringify({ type: 'module' }));
    const url = `http://127.0.0.1:${port}/graphql`;
    for (const [name, text] of snippets) await writeFile(join(folder, name), text.replaceAll(urlOnPage, url));
    for (const [name, text] of Object.entries(uses)) {
      await writeFile(join(folder, `use-${name}`), text.replaceAll(urlOnPage, url));
    }
    await use(folder);
    await rm(folder, { recursive: true });
  },
});

describe('the page about clients', () => {
  test('has a use of each snippet here', () => {
    expect([...snippets.keys()].toSorted()).toEqual(Object.keys(uses).toSorted());
  });

  test.for([
    ['apollo.ts', '"Sales CRM"', ['POST']],
    ['urql.ts', '"Sales CRM"', ['POST']],
    ['query.ts', '"Sales CRM"', ['QUERY']],
    ['apollo-cache.ts', 'asked', ['POST', 'POST']],
    ['urql-cache.ts', 'asked', ['POST', 'POST']],
    ['apollo-write.ts', '1\n', ['POST', 'POST', 'POST']],
  ] as const)('has %s, which prints %s after %j', async ([name, printed, methods], { folder, lines }) => {
    const { stdout } = await run(process.execPath, [join(folder, `use-${name}`)]);
    expect(stdout).toContain(printed);
    expect(lines.filter(({ msg }) => msg === 'request').map(({ method, status }) => [method, status])).toEqual(
      methods.map((method) => [method, 200]),
    );
  });
});
