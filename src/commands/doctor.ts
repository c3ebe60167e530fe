import { parseArgs } from 'node:util';
import { readPolicy } from '../policy/policy.ts';
import { parseConfig } from '../config/config.ts';
import type { Cyclr } from '../cyclr/cyclr.ts';
import { readPersistedDocuments } from '../http/documents/persisted-manifest.ts';
import { type AccountId, toAccountId } from '../ids.ts';
import { openUpstream } from '../upstream.ts';
import { unreadableMethods } from './unreadable-methods.ts';
import type { Command, Io } from './command.ts';

const help = `Checks what the gateway needs, one thing after the other, and says what to do about what is wrong.

Usage: cyclr-gateway doctor [--account ID]

  --account ID   also lists the account's connectors, with the account's own token

It reads, and changes nothing. Whether Cyclr allows this machine's IP address shows only when a method is called.

Examples:
  cyclr-gateway doctor
  cyclr-gateway doctor --account demo-acme
`;

export const doctor: Command = {
  name: 'doctor',
  summary: 'Checks configuration, policy, persisted documents, credentials and an account.',
  async run(args, io) {
    let account: string | undefined;
    try {
      const { values } = parseArgs({
        args: [...args],
        options: { account: { type: 'string' }, help: { type: 'boolean', short: 'h' } },
      });
      if (values.help === true) {
        io.out(help);
        return 0;
      }
      account = values.account;
    } catch (error) {
      io.err(`${(error as Error).message}\n\n${help}`);
      return 2;
    }
    return (await examine(account, io)) ? 0 : 1;
  },
};

async function examine(account: string | undefined, io: Io): Promise<boolean> {
  const check = async <Value>(what: string, find: () => Promise<Value>, tell: (value: Value) => string) => {
    try {
      const value = await find();
      io.out(`ok     ${what}: ${tell(value)}`);
      return value;
    } catch (error) {
      io.out(`FAULT  ${what}: ${(error as Error).message}`);
      return undefined;
    }
  };

  const config = await check(
    'configuration',
    async () => parseConfig(io.env),
    ({ upstream, callers }) => `upstream ${upstream.kind}, callers ${callers.kind}`,
  );
  if (config === undefined) return false;
  const results: unknown[] = [
    await check(
      'policy',
      () => readPolicy(config.policyFile),
      ({ isOpen, rules }) => (isOpen ? 'none, every method is allowed' : `${rules.length} rules`),
    ),
  ];
  const { callers, persisted } = config;
  if (persisted.manifests.length > 0) {
    results.push(
      await check(
        'persisted documents',
        () => readPersistedDocuments(persisted.manifests),
        ({ size }) => `${size}${persisted.only ? ', and no others are answered' : ''}`,
      ),
    );
  }
  if (callers.kind === 'jwt' && callers.key.kind === 'jwks') {
    const { url } = callers.key;
    results.push(
      await check(
        'keys of the identity provider',
        () => countKeys(url),
        (count) => `${count} keys`,
      ),
    );
  }

  await using open = await openUpstream(config);
  const { cyclr } = open;
  results.push(
    await check(
      'credentials',
      () => cyclr.ready().then(() => true),
      () => 'Cyclr gives a token',
    ),
  );
  if (account !== undefined)
    results.push(
      await check(
        `account ${account}`,
        () => tellOf(cyclr, account, io),
        (told) => told,
      ),
    );
  return results.every((result) => result !== undefined);
}

async function countKeys(url: string): Promise<number> {
  const response = await fetch(url, { redirect: 'error', signal: AbortSignal.timeout(5000) });
  if (!response.ok) throw new Error(`it answers ${response.status}; check AUTH_JWKS_URL.`);
  const { keys } = (await response.json()) as { keys?: unknown };
  if (!Array.isArray(keys)) throw new Error('it answers with no key set; check AUTH_JWKS_URL.');
  return keys.length;
}

async function tellOf(cyclr: Cyclr, text: string, { signal }: Io): Promise<string> {
  const account: AccountId | undefined = toAccountId(text);
  if (account === undefined) throw new Error('its id must be 1 to 128 visible ASCII characters, without spaces.');
  const scope = { account, requestId: 'doctor', signal, endsAt: Infinity };
  const all = await cyclr.accountConnectors(scope);
  const dead = all.filter(({ authenticated }) => !authenticated).map(({ name }) => `"${name}"`);
  const reconnect = dead.length === 0 ? '' : `; to be reconnected: ${dead.join(', ')}`;
  const unread = await unreadableMethods(cyclr, scope, all);
  return [`${all.length} account connectors${reconnect}`, ...unread].join('; ');
}
