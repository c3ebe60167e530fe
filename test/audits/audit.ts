import { type Client, createClient } from './client.ts';
import { type CyclrPromise, Unaskable } from './promise.ts';
import { promises } from './promises.ts';

/** What the audit needs of a process. */
export interface AuditIo {
  readonly env: Readonly<Record<string, string | undefined>>;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

/**
 * Audits a Cyclr. Promises that write are asked only with `--write`.
 *
 * @returns the exit code: 1 where a MUST is broken or the audit cannot begin, 2 where a variable is missing
 */
export async function runAudit(args: readonly string[], io: AuditIo): Promise<number> {
  const { CYCLR_API_URL = '', CYCLR_TOKEN_URL, CYCLR_CLIENT_ID, CYCLR_CLIENT_SECRET, CYCLR_ACCOUNT } = io.env;
  const needed = { CYCLR_API_URL, CYCLR_CLIENT_ID, CYCLR_CLIENT_SECRET, CYCLR_ACCOUNT };
  const missing = Object.entries(needed).flatMap(([name, value]) => (value ? [] : [name]));
  if (missing.length > 0) {
    io.err(`npm run audit needs ${missing.join(', ')}. It reads the account; with -- --write it also changes it.\n`);
    return 2;
  }
  const url = CYCLR_API_URL.replace(/\/+$/, '');
  try {
    const client = await createClient({
      url,
      tokenUrl: CYCLR_TOKEN_URL ?? `${url}/oauth/token`,
      clientId: CYCLR_CLIENT_ID ?? '',
      clientSecret: CYCLR_CLIENT_SECRET ?? '',
      account: CYCLR_ACCOUNT ?? '',
    });
    return await audit(client, args.includes('--write'), io);
  } catch (error) {
    io.err(`The audit cannot begin: ${reasonOf(error)}\n`);
    return 1;
  }
}

/** Prints a line for every promise. Resolves to the exit code: 1 where a MUST is broken. */
async function audit(client: Client, mayWrite: boolean, { out }: AuditIo): Promise<number> {
  const counts = { kept: 0, broken: 0, 'not asked': 0 };
  let code = 0;
  for (const promise of promises) {
    const { verdict, why } = await verdictOf(promise, client, mayWrite);
    counts[verdict] += 1;
    const { id, level, text } = promise;
    out(`${verdict.padEnd(10)} ${level.padEnd(7)} ${id.padEnd(14)} ${text}\n`);
    if (why !== undefined) out(`${' '.repeat(33)}${why}\n`);
    if (verdict === 'broken' && level === 'MUST') code = 1;
  }
  out(`\n${counts.kept} kept, ${counts.broken} broken, ${counts['not asked']} not asked\n`);
  return code;
}

interface Verdict {
  readonly verdict: 'kept' | 'broken' | 'not asked';
  readonly why?: string;
}

async function verdictOf({ writes, check }: CyclrPromise, client: Client, mayWrite: boolean): Promise<Verdict> {
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
