import { against, type Against, type Attack } from './attempt.ts';
import { secrets, type Target } from './target.ts';
import { inWords } from './wire.ts';

export interface Verdict {
  readonly attack: string;
  readonly expected: RegExp;
  readonly got: string;
  readonly ms: number;
  /** Nothing, where the gateway held. */
  readonly faults: readonly string[];
  /** Nothing is wrong but the time it took. */
  readonly isOnlySlow: boolean;
}

/** Makes an attack, with a polite caller beside it; without a target, the attack alone. */
export async function verdictOf(attack: Attack, by: Against, target: Target | undefined): Promise<Verdict> {
  const { name, expected, withinMs = 1000, sendsNone = false } = attack;
  const before = target && (await target.upstreamCalls());
  const [heard, polite] = await Promise.all([attack.run(by), target && askPolitely(target)]);
  const calls = target && (await target.upstreamCalls()) - (before ?? 0);
  const got = inWords(heard);
  const slow = heard.ms <= withinMs ? [] : [`it took more than ${withinMs} ms`];
  const others = [
    ...(expected.test(got) ? [] : ['the answer is another']),
    ...(sendsNone && calls !== undefined && calls > 0 ? [`${calls} calls were sent`] : []),
    ...(polite === undefined || polite === '200 data' ? [] : [`a polite caller got ${polite}`]),
    ...leaksIn(heard.text).map((leak) => `the answer holds ${leak}`),
  ];
  return {
    attack: name,
    expected,
    got,
    ms: heard.ms,
    faults: [...slow, ...others],
    isOnlySlow: slow.length > 0 && others.length === 0,
  };
}

async function askPolitely(target: Target): Promise<string> {
  const { ask } = await against(target);
  return inWords(await ask('{ accountConnectors { id } }'));
}

const signs: Readonly<Record<string, RegExp>> = {
  'a secret': new RegExp(
    Object.values(secrets)
      .map((secret) => RegExp.escape(secret))
      .join('|'),
  ),
  'a token': /Bearer [\w-]{20}|\beyJ[\w-]{20}|\b[\da-f]{64}\b/,
  'a place in the program': /\bat [^\n]*\.[jt]s:\d+|node_modules|file:\/\//,
};

/** What a text holds that nobody should see. */
export function leaksIn(text: string): readonly string[] {
  return Object.entries(signs).flatMap(([what, sign]) => (sign.test(text) ? [what] : []));
}
