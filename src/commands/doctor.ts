import { parseConfig } from '../config/config.ts';
import { inLines } from '../config/config-error.ts';
import { unknownVariables } from '../config/unknown.ts';
import { GatewayError } from '../errors.ts';
import { openUpstream } from '../upstream.ts';
import { networkCauseOf } from './causes.ts';
import { type Check, checks } from './checks.ts';
import { type Command, defineCommand, type Io } from './command.ts';

export const doctor: Command = defineCommand({
  name: 'doctor',
  summary: 'Checks what the gateway needs, one thing after the other, and says what to do about what is wrong.',
  options: {
    account: {
      type: 'text',
      value: 'ID',
      description: "also lists the account's connectors, with the account's own token",
    },
    kinds: {
      type: 'flag',
      description: 'with --account: also lists which methods read and which may write, and how that was concluded',
    },
  },
  notes: [
    'It reads, and changes nothing. Whether Cyclr allows the IP address of this machine shows only when a method is called.',
  ],
  examples: [
    'cyclr-gateway doctor',
    'cyclr-gateway doctor --account demo-acme',
    'cyclr-gateway doctor --account demo-acme --kinds',
  ],
  exitCodes: { done: 'nothing is wrong', failed: 'something is wrong' },
  run: async ({ options: { account, kinds } }, io) => ((await examine(account, kinds, io)) ? 0 : 1),
});

/** Runs every check that concerns this configuration; tells each as a line. */
async function examine(account: string | undefined, kinds: boolean, io: Io): Promise<boolean> {
  const config = await told(io, 'configuration', async () => {
    const read = parseConfig(io.env);
    const unknown = unknownVariables(io.env);
    if (unknown.length > 0) throw new Error(`variables that the gateway does not know:\n${inLines(unknown)}`);
    return { value: read, text: `upstream ${read.upstream.kind}, callers ${read.callers.kind}` };
  });
  if (config === undefined) return false;
  await using open = await openUpstream(config);
  const subject = { config, account, kinds, cyclr: open.cyclr, signal: io.signal };
  let isSound = true;
  for (const check of checks) {
    const name = check.nameFor(subject);
    if (name === undefined) continue;
    const done = await told(
      io,
      name,
      async () => ({ value: true, text: await check.run(subject) }),
      () => check.at?.(subject),
    );
    isSound &&= done !== undefined;
  }
  return isSound;
}

/** The value of a check, or undefined with a line that says what is wrong. */
async function told<Value>(
  io: Io,
  name: string,
  run: () => Promise<{ readonly value: Value; readonly text: string }>,
  at: () => ReturnType<NonNullable<Check['at']>> = () => undefined,
): Promise<Value | undefined> {
  try {
    const { value, text } = await run();
    io.out(`ok     ${name}: ${text}`);
    return value;
  } catch (error) {
    io.out(`FAULT  ${name}: ${explained(error, at())}`);
    return undefined;
  }
}

/** What is wrong, with its cause and its URL where the network is in the way. */
function explained(error: unknown, url: string | undefined): string {
  const message = error instanceof Error ? error.message : String(error);
  const cause = networkCauseOf(error);
  if (cause === undefined) return url === undefined || message.includes(url) ? message : `${message} (${url})`;
  const where = url === undefined ? '' : `${url}: `;
  return `${where}${cause}.${error instanceof GatewayError ? ` ${message}` : ''}`;
}
