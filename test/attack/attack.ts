/** Attacks a gateway in production configuration on a sandbox, both started here, on loopback: `npm run attack`. */
import { against, type Attack } from './attempt.ts';
import { credentialAttacks } from './attacks/credentials.ts';
import { documentAttacks } from './attacks/documents.ts';
import { framingAttacks, slowAttacks } from './attacks/framing.ts';
import { httpAttacks } from './attacks/http.ts';
import { jsonAttacks } from './attacks/json.ts';
import { supergraphAttacks } from './attacks/supergraph.ts';
import { workAttacks } from './attacks/work.ts';
import { leaksIn, type Verdict, verdictOf } from './verdict.ts';
import { startTarget, type Target } from './target.ts';

const areas: Readonly<Record<string, readonly Attack[]>> = {
  credentials: credentialAttacks,
  documents: documentAttacks,
  JSON: jsonAttacks,
  HTTP: httpAttacks,
  framing: framingAttacks,
  work: workAttacks,
  supergraph: supergraphAttacks,
};

/** The process may hold this much more after a round than after the one before it, in bytes: what a heap breathes. */
const breath = 64_000_000;

const write = (line: string) => void process.stdout.write(`${line}\n`);

function tell(area: string, { attack, expected, got, ms, faults }: Verdict): void {
  const mark = faults.length === 0 ? 'held ' : 'BROKE';
  write(`${mark}  ${area.padEnd(11)}  ${attack.padEnd(46)}  ${got.padEnd(38)}  ${ms.toFixed(0).padStart(6)} ms`);
  if (faults.length > 0) write(`       expected ${String(expected)}: ${faults.join('; ')}`);
}

async function round(target: Target, verbose: boolean): Promise<number> {
  let failed = 0;
  for (const [area, attacks] of Object.entries(areas)) {
    for (const attack of attacks) {
      const verdict = await judged(attack, target);
      if (verdict.faults.length > 0) failed += 1;
      if (verbose || verdict.faults.length > 0) tell(area, verdict);
    }
  }
  return failed;
}

/** One that was only slow is made again: a collection of garbage or a busy machine is slow once, an attack that works always. */
async function judged(attack: Attack, target: Target): Promise<Verdict> {
  const verdict = await verdictOf(attack, await against(target), target);
  return verdict.isOnlySlow ? verdictOf(attack, await against(target), target) : verdict;
}

const megabytes = (bytes: number) => `${Math.round(bytes / 1_000_000)} MB`;

await using target = await startTarget();
const before = await target.memory();
let failed = 0;
const fail = (what: string) => {
  failed += 1;
  write(`BROKE  ${what}`);
};

// The slow ones wait while the others are made.
const waiting = slowAttacks.map(async (attack) => verdictOf(attack, await against(target), undefined));
failed += await round(target, true);
for (const verdict of await Promise.all(waiting)) {
  if (verdict.faults.length > 0) failed += 1;
  tell('slow', verdict);
}

const memory = [before];
for (let again = 0; again < 5; again++) {
  failed += await round(target, false);
  memory.push(await target.memory());
}
const [settled, last] = memory.slice(-2);
if (settled !== undefined && last !== undefined) {
  write(`\nMemory before, and after rounds: ${memory.map((bytes) => megabytes(bytes ?? 0)).join(', ')}.`);
  if (last > settled + breath) fail('the memory grows with every round');
}
if (!target.isUp()) fail('the process is gone');
for (const leak of leaksIn(target.log())) fail(`the log holds ${leak}`);

write(failed === 0 ? '\nEverything held: nothing leaked, nothing hung, the process is up.' : `\n${failed} broke.`);
process.exitCode = failed === 0 ? 0 : 1;
