import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { faultNames } from '../../src/sandbox/faults/fault.ts';
import { parseScenario, startSandbox } from '../../src/sandbox/server.ts';
import { at, createSandboxClient, listOf, textAt } from '../audits/client.ts';
import { calls, test as sandboxed } from './fixtures.ts';

const page = readFileSync(join(import.meta.dirname, '../../docs/sandbox.md'), 'utf8');
const [firstAnswer = '', scenario = '', paged = '', sequence = '', definition = ''] = Array.from(
  page.matchAll(/```json\n([^]*?)```/g),
  ([, text = '']) => text,
);

/** Rows of the table whose first heading is this, by cell. */
function table(heading: string): readonly (readonly string[])[] {
  const lines = page.split('\n');
  const begin = lines.findIndex((line) => line.startsWith(`| ${heading} `));
  const end = lines.findIndex((line, index) => index > begin && !line.startsWith('|'));
  return lines.slice(begin + 2, end).map((line) =>
    line
      .split('|')
      .slice(1, -1)
      .map((cell) => cell.trim()),
  );
}

const faults = table('fault').flatMap(([names = '', , applied]) =>
  Array.from(names.replace(/\(.*\)/, '').matchAll(/`([^`]+)`/g), ([, name = '']) => ({ name, applied })),
);

describe('docs/sandbox.md', () => {
  sandboxed('the first call answers what it says', async ({ client }) => {
    const body = { Parameters: { 400123: 'true' }, Fields: { 24718360: 'Doe' } };
    expect((await client.ask('POST', calls.search, { body })).json).toEqual(JSON.parse(firstAnswer));
  });

  sandboxed('the accounts have what it says', async ({ client }) => {
    for (const [account = '', connectors = ''] of table('account')) {
      const listed = listOf(
        (await client.ask('GET', 'account/connectors', { account: account.replaceAll('`', '') })).json,
      );
      expect(listed.map(({ Id }) => String(Id))).toEqual(connectors.match(/\b\d{4}\b/g));
    }
  });

  test('every fault is in its table', () => {
    expect(faults.map(({ name }) => name).toSorted()).toEqual([...faultNames].toSorted());
  });

  const quick: Readonly<Record<string, string>> = { latency: '; ms=0', drip: '; ms=0', huge: '; megabytes=1' };
  sandboxed.extend({ options: { control: true } }).for(faults)(
    'whether a write is applied under $name: $applied',
    async ({ name, applied }, { sandbox, client }) => {
      const { json } = await client.token();
      const left = new AbortController();
      const answered = fetch(`${sandbox.url}/v1.0/accounts`, {
        method: 'POST',
        headers: {
          authorization: `Bearer ${textAt(json, 'access_token')}`,
          'x-sandbox-fault': `${name}${quick[name] ?? ''}`,
        },
        body: '{"Id":"new","Name":"New"}',
        signal: left.signal,
      })
        .then(async (response) => response.text())
        .catch(() => undefined);
      if (name === 'hang') {
        await expect.poll(() => sandbox.received.some(({ path }) => path === '/v1.0/accounts')).toBe(true);
        left.abort();
      }
      await answered;
      expect((await client.ask('GET', 'accounts/new')).status).toBe(applied === 'yes' ? 200 : 404);
    },
  );

  test('its scenario runs', async () => {
    await using sandbox = await startSandbox({ scenario: parseScenario(scenario, 'scenario.json') });
    const client = await createSandboxClient(sandbox);
    const [method] = listOf((await client.ask('GET', 'connectors/Widgets/methods')).json);
    const path = `account/connectors/1/methods/${textAt(method, 'Id')}`;
    expect((await client.ask('POST', path, { account: 'mine', body: {} })).json).toEqual({ widgets: [{ Id: 7 }] });
  });

  test('its list is given page by page', async () => {
    const whole = { ...(JSON.parse(scenario) as { connectors: [{ methods: [object] }] }) };
    const inputs = ['cursor', 'limit'].map((name) => ({ Name: name, TargetName: name, IsOptional: true }));
    whole.connectors[0].methods[0] = { Id: 9, Name: 'List', Parameters: inputs, answer: JSON.parse(paged) as unknown };
    await using sandbox = await startSandbox({ scenario: parseScenario(JSON.stringify(whole), 'scenario.json') });
    const client = await createSandboxClient(sandbox);
    const { status, text } = await client.ask('POST', 'account/connectors/1/methods/9', { account: 'mine', body: {} });
    expect(status).toBe(200);
    expect(text).toContain('{"Id":7}');
  });

  test('its sequence of answers is given', async () => {
    const whole = { ...(JSON.parse(scenario) as { connectors: [{ methods: [object] }] }) };
    whole.connectors[0].methods[0] = { Id: 9, Name: 'Do', answer: JSON.parse(sequence) as unknown };
    await using sandbox = await startSandbox({ scenario: parseScenario(JSON.stringify(whole), 'scenario.json') });
    const client = await createSandboxClient(sandbox);
    const call = () => client.ask('POST', 'account/connectors/1/methods/9', { account: 'mine' });
    const [refused, file] = [await call(), await call()];
    expect([refused.status, refused.headers.get('retry-after'), refused.text]).toEqual([429, '2.0', 'Slow down.']);
    expect([file.status, file.headers.get('content-disposition')]).toEqual([200, 'attachment; filename="a.csv"']);
  });

  sandboxed('its definition is taken, listed and installed', async ({ client }) => {
    const { status, json } = await client.ask('POST', 'account/connectors/custom', { body: definition });
    expect(status).toBe(200);
    const id = textAt(json, 'Id');
    const [method] = listOf((await client.ask('GET', `connectors/${id}/methods`)).json);
    expect(listOf(at(method, 'Parameters')).map(({ Name }) => Name)).toEqual(['Contact ID']);
    expect((await client.ask('POST', `connectors/${id}/install`, { body: {} })).status).toBe(200);
  });
});
