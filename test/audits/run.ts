/** Audits a real Cyclr: `npm run audit`. Promises that write are asked only with `--write`. */
import { createClient } from './client.ts';
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
  const client = await createClient({
    url,
    tokenUrl: CYCLR_TOKEN_URL ?? `${url}/oauth/token`,
    clientId: CYCLR_CLIENT_ID ?? '',
    clientSecret: CYCLR_CLIENT_SECRET ?? '',
    account: CYCLR_ACCOUNT ?? '',
  });
  const counts = { kept: 0, broken: 0, 'not asked': 0 };
  for (const { id, level, text, writes, check } of promises) {
    const outcome =
      writes && !mayWrite
        ? 'not asked'
        : await check(client).then(
            () => 'kept' as const,
            (error: unknown) => error as Error,
          );
    const verdict = outcome instanceof Error ? 'broken' : outcome;
    counts[verdict] += 1;
    process.stdout.write(`${verdict.padEnd(10)} ${level.padEnd(7)} ${id.padEnd(14)} ${text}\n`);
    if (outcome instanceof Error) process.stdout.write(`${' '.repeat(33)}${outcome.message.split('\n')[0] ?? ''}\n`);
    if (verdict === 'broken' && level === 'MUST') process.exitCode = 1;
  }
  process.stdout.write(`\n${counts.kept} kept, ${counts.broken} broken, ${counts['not asked']} not asked\n`);
}
