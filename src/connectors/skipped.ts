import { listed, quoted } from '../text/quoted.ts';
import type { SkippedMethod } from './method.ts';

/** Methods that could not be read, as one sentence; undefined where all could. */
export function tellSkipped(skipped: readonly SkippedMethod[]): string | undefined {
  if (skipped.length === 0) return undefined;
  const told = skipped.map(({ name, id, reason }) => {
    const who = name === undefined ? `one without a name` : quoted(name);
    return `${who}${id === undefined ? '' : ` (${id})`}: ${reason}`;
  });
  const methods =
    skipped.length === 1 ? '1 method cannot be read and is' : `${skipped.length} methods cannot be read and are`;
  return `${methods} left out: ${listed(told)}.`;
}
