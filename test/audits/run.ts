/** Audits a real Cyclr: `npm run audit`. Promises that write are asked only with `--write`. */
import { runAudit } from './audit.ts';

process.exitCode = await runAudit(process.argv.slice(2), {
  env: process.env,
  out: (text) => process.stdout.write(text),
  err: (text) => process.stderr.write(text),
});
