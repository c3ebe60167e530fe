import { test as base } from 'vitest';
import { type Sandbox, sandboxAccount, type SandboxOptions, startSandbox } from '../../src/sandbox/server.ts';
import { type Client, createSandboxClient, listOf, type Reply, textAt } from '../audits/client.ts';

interface Fixtures {
  /** How the sandbox is started, for `test.extend`. */
  readonly options: SandboxOptions;
  readonly sandbox: Sandbox;
  readonly client: Client;
}

export const test = base.extend<Fixtures>({
  options: {},
  sandbox: async ({ options }, use) => {
    await using sandbox = await startSandbox(options);
    await use(sandbox);
  },
  client: async ({ sandbox }, use) => use(await createSandboxClient(sandbox)),
});

/** A client with a token of its own, for that account. */
export async function clientOf(sandbox: Sandbox, account: string = sandboxAccount): Promise<Client> {
  const client = await createSandboxClient(sandbox);
  return { ...client, account, ask: (http, path, ask) => client.ask(http, path, { account, ...ask }) };
}

export const crm = 'account/connectors/1873';
export const searchContacts = '6f1f4a52-3c0e-4d37-9b1a-0f7d2a9c5e11';

/** Methods of that account connector, as they are called. */
export const calls = {
  search: `${crm}/methods/${searchContacts}`,
  searchNumber: `${crm}/methods/1571282`,
  get: `${crm}/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d02`,
  count: `${crm}/methods/0b0a3b5e-7d0c-4a55-8b51-1a1f6a2c9d07`,
} as const;

export function numberIn(value: unknown, key: string): number {
  return Number(textAt(value, key));
}

interface Called {
  readonly accountConnector: number;
  readonly connector: string;
  readonly method: string;
}

interface Inputs {
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly fields?: Readonly<Record<string, unknown>>;
}

/** Calls a method of an account connector by names, through its newest listing. */
export async function callByName(client: Client, called: Called, { parameters, fields }: Inputs = {}): Promise<Reply> {
  const { json } = await client.ask('GET', `connectors/${encodeURIComponent(called.connector)}/methods`);
  const method = listOf(json).find(({ Name }) => Name === called.method);
  const body = {
    Parameters: numbered(listOf(method?.['Parameters']), 'TargetName', parameters),
    Fields: numbered(listOf(method?.['RequestFields']), 'Location', fields),
  };
  return client.ask('POST', `account/connectors/${called.accountConnector}/methods/${textAt(method, 'Id')}`, { body });
}

function numbered(
  inputs: readonly Readonly<Record<string, unknown>>[],
  key: string,
  given: Readonly<Record<string, unknown>> = {},
): object {
  return Object.fromEntries(
    Object.entries(given).map(([name, value]) => [
      textAt(
        inputs.find((one) => one[key] === name),
        'Id',
      ),
      value,
    ]),
  );
}
