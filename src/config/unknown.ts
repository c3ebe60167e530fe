import { quoted } from '../text/quoted.ts';
import { isOneSlipAway } from '../text/slip.ts';
import { nearest, suggest } from '../text/suggest.ts';
import type { ConfigProblem } from './config-error.ts';
import { variables } from './variables.ts';
import { type Environment, textOf } from './variable.ts';

const names = variables.map(({ name }) => name);
const known: ReadonlySet<string> = new Set(names);

/** First words that Node, log libraries and Redis clients use in variables of their own. */
const sharedPrefixes: ReadonlySet<string> = new Set(['NODE', 'LOG', 'REDIS']);

const prefixes: ReadonlySet<string> = new Set(
  names
    .filter((name) => name.includes('_'))
    .map(firstWord)
    .filter((word) => !sharedPrefixes.has(word)),
);

/** Every unknown variable that is set and begins like one of ours, or is spelt nearly like it. */
export function unknownVariables(env: Environment): readonly ConfigProblem[] {
  return Object.keys(env)
    .filter((name) => textOf(env, name) !== undefined && !known.has(name) && !isServiceLink(name, env[name]))
    .toSorted()
    .flatMap((name) => {
      const meant =
        misspelt(name) ?? (isPrefixed(name) ? (suggest(name, names, 1)[0] ?? nearest(name, names)) : undefined);
      if (meant === undefined && !isPrefixed(name)) return [];
      const hint = meant === undefined ? 'docs/configuration.md lists every variable' : `did you mean ${meant}?`;
      return [{ variable: shown(name), message: `is not a variable of the gateway; ${hint}` }];
    });
}

function isPrefixed(name: string): boolean {
  return name.includes('_') && prefixes.has(firstWord(name));
}

function firstWord(name: string): string {
  return name.slice(0, name.indexOf('_'));
}

/** The variable of which a name is one slip away. */
function misspelt(name: string): string | undefined {
  return names.find((other) => isOneSlipAway(name.toUpperCase(), other));
}

/** Kubernetes describes each service of a namespace in variables: `CYCLR_GATEWAY_SERVICE_HOST`, `CYCLR_GATEWAY_PORT_80_TCP`. */
function isServiceLink(name: string, value = ''): boolean {
  return (
    /_SERVICE_(?:HOST|PORT)(?:_|$)/.test(name) ||
    /_PORT_\d+_(?:TCP|UDP|SCTP)(?:_(?:ADDR|PORT|PROTO))?$/.test(name) ||
    (name.endsWith('_PORT') && /^(?:tcp|udp|sctp):\/\//.test(value))
  );
}

/** A name as it may be printed: on one line, and cut. */
function shown(name: string): string {
  return /^\w{1,100}$/.test(name) ? name : quoted(name);
}
