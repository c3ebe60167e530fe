import { readFileSync } from 'node:fs';
import { registerHooks } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

/** A way to break the gateway: changes of a source file, which are made when it is loaded. */
export interface Break {
  readonly file: string;
  readonly changes: readonly (readonly [from: string, to: string])[];
  /** What the simulation says of it. */
  readonly found: RegExp;
}

/** Each must be found, or the simulation does not hold what it says it holds. */
export const breaks: Readonly<Record<string, Break>> = {
  'retry-after-reset': {
    file: 'cyclr/layers/retried.ts',
    changes: [["repeatable ? passing.has(error.code) : error.unsent === 'NOT_CONNECTED'", 'passing.has(error.code)']],
    found: /fails: The write \S+ was applied 2 times/,
  },
  'loader-of-all-accounts': {
    file: 'loaders/account-connectors.ts',
    changes: [
      [
        '(list ??= cyclr.accountConnectors(scope))',
        '(globalThis.list ??= cyclr.accountConnectors(scope).catch((error) => { delete globalThis.list; throw error; }))',
      ],
    ],
    found: /has something of/,
  },
  'keys-of-all-accounts': {
    file: 'calls/ledger/key.ts',
    changes: [['const hash = digestOf(account);', "const hash = digestOf('any');"]],
    found: /taken for that of another call/,
  },
  'tokens-of-all-accounts': {
    file: 'cyclr/token.ts',
    changes: [['const one = entryOf(account);', "const one = entryOf('any');"]],
    found: /fails: All trouble has ended, and this fails/,
  },
  'reset-not-applied': {
    file: 'cyclr/answer-reader.ts',
    changes: [["this.#options.request.reachesApp && hasStarted ? 'UNKNOWN' : 'NONE'", "'NONE'"]],
    found: /fails: A caller was told NOT_APPLIED of the write \S+, which was applied/,
  },
  'endless-reads': {
    file: 'http/admission.ts',
    changes: [
      ['this.#reads.abort(requestEnded);', ''],
      ['else left.addEventListener', 'else ({ addEventListener() {} }).addEventListener'],
    ],
    found: /has ended, and this of it is still open at Cyclr/,
  },
  'lease-frees-key': {
    file: 'calls/ledger/remembered.ts',
    changes: [["outcomeOf(entry, now) === 'NOT_APPLIED'", 'now >= entry.leaseEndsAt']],
    found: /fails: The write \S+ was applied 2 times/,
  },
  'unmarked-writes': {
    file: 'calls/ledger/keyed.ts',
    changes: [['options.send(planned, commit)', 'options.send(planned)']],
    found: /fails: The write \S+ was applied 2 times/,
  },
  'writes-end-with-caller': {
    file: 'calls/send.ts',
    changes: [['{ ...scope, signal: writes }', 'scope']],
    found: /fails: A write of the request \S+ was cut off/,
  },
  'turns-never-end': {
    file: 'cyclr/layers/queued.ts',
    changes: [['turn.end();', '']],
    found: /fails: All trouble has ended, and this fails/,
  },
  'revoked-tokens-stay': {
    file: 'cyclr/layers/authorised.ts',
    changes: [['tokens.forget(account, token);', '']],
    found: /fails: All trouble has ended, and this fails/,
  },
};

/** Breaks the gateway of this process, of which nothing may be loaded yet. @throws where there is no such way */
export function applyBreak(name: string): void {
  const found = breaks[name];
  if (found === undefined) {
    throw new Error(`"${name}" is not a way to break the gateway. Use one of: ${Object.keys(breaks).join(', ')}.`);
  }
  const path = join(import.meta.dirname, '../../src', found.file);
  const url = pathToFileURL(path).href;
  registerHooks({
    load(loaded, context, nextLoad) {
      const file = nextLoad(loaded, context);
      if (loaded !== url) return file;
      return { ...file, source: changed(readFileSync(path, 'utf8'), found) };
    },
  });
}

function changed(source: string, { file, changes }: Break): string {
  let text = source;
  for (const [from, to] of changes) {
    if (text.split(from).length !== 2) throw new Error(`src/${file} does not have this once: ${from}`);
    text = text.replace(from, () => to);
  }
  return text;
}
