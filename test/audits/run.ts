/** Audits a real Cyclr: `npm run audit`. Promises that write are asked only with `--write`. */
import { type Client, createClient } from './client.ts';
import { type CyclrPromise, Unaskable } from './promise.ts';
import { promises } from './promises.ts';

const { CYCLR_API_URL, CYCLR_TOKEN_URL, CYCLR_CLIENT_ID, CYCLR_CLIENT_SECRET, CYCLR_ACCOUNT } = process.env;
const needed = { CYCLR_API_URL, CYCLR_CLIENT_ID, CYCLR_CLIENT_SECRET, CYCLR_ACCOUNT };
const missing = Object.entries(needed).flatMap(([name, value]) => (value ? [] : [name]));
const mayWrite = process.argv.includes('--write');

if (missing.length > 0) {
  process.stderr.write(
    `npm run audit needs ${missing.join(', ')}. It reads the account; with -- --write it also changes it.\n`,
  );
  process.exitCode = 2;
} else {
  const url = (CYCLR_API_URL ?? '').replace(/\/+$/, '');
  try {
    const client = await createClient({
      url,
      tokenUrl: CYCLR_TOKEN_URL ?? `${url}/oauth/token`,
      clientId: CYCLR_CLIENT_ID ?? '',
      clientSecret: CYCLR_CLIENT_SECRET ?? '',
      account: CYCLR_ACCOUNT ?? '',
    });
    process.exitCode = await audit(client);
  } catch (error) {
    process.stderr.write(`The audit cannot begin: ${reasonOf(error)}\n`);
    process.exitCode = 1;
  }
}

/** Prints a line for every promise. Resolves to the exit code: 1 where a MUST is broken. */
async function audit(client: Client): Promise<number> {
  const counts = { kept: 0, broken: 0, 'not asked': 0 };
  let code = 0;
  for (const promise of promises) {
    const { verdict, why } = await verdictOf(promise, client);
    counts[verdict] += 1;
    const { id, level, text } = promise;
    process.stdout.write(`${verdict.padEnd(10)} ${level.padEnd(7)} ${id.padEnd(14)} ${text}\n`);
    if (why !== undefined) process.stdout.write(`${' '.repeat(33)}${why}\n`);
    if (verdict === 'broken' && level === 'MUST') code = 1;
  }
  process.stdout.write(`\n${counts.kept} kept, ${counts.broken} broken, ${counts['not asked']} not asked\n`);
  return code;
}

interface Verdict {
  readonly verdict: 'kept' | 'broken' | 'not asked';
  readonly why?: string;
}

async function verdictOf({ writes, check }: CyclrPromise, client: Client): Promise<Verdict> {
  if (writes && !mayWrite) return { verdict: 'not asked' };
  try {
    await check(client);
    return { verdict: 'kept' };
  } catch (error) {
    return { verdict: error instanceof Unaskable ? 'not asked' : 'broken', why: reasonOf(error) };
  }
}

function reasonOf(error: unknown): string {
  const { message, cause } = error as Error;
  const lines = message.split('\n').filter((line) => line !== '');
  const because = cause instanceof Error && cause.message !== '' ? ` (${cause.message})` : '';
  return `${lines.slice(0, 6).join(' ')}${because}`;
}
