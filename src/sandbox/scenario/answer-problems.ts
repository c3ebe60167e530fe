import type { Answer, Source } from './answer.ts';
import { cannedProblems } from './canned.ts';
import type { ScenarioMethod } from './method.ts';

/** Tells the faults of a method's answer, and of the answers that it chooses from. */
export function answerProblems(method: ScenarioMethod, place: string, say: (place: string, why: string) => void): void {
  for (const [answer, at] of answersOf(method.answer, place)) {
    if (answer.kind === 'canned') for (const [key, why] of cannedProblems(answer)) say(`${at}.${key}`, why);
    sourceProblems(method, answer, at, say);
  }
}

/** The answer itself, and those that it chooses from. */
function answersOf(answer: Answer | undefined, place: string): readonly (readonly [Answer, string])[] {
  if (answer === undefined) return [];
  const within =
    answer.kind === 'sequence'
      ? answer.answers.map((one, index) => [one, `${place}.answers[${index}]`] as const)
      : answer.kind === 'choice'
        ? [
            ...Object.entries(answer.cases).map(([value, one]) => [one, `${place}.cases.${value}`] as const),
            [answer.otherwise, `${place}.otherwise`] as const,
          ]
        : [];
  return [[answer, place], ...within.flatMap(([one, at]) => answersOf(one, at))];
}

/** An answer cannot take an input that the method does not have. */
function sourceProblems(
  { Parameters = [], RequestFields = [] }: ScenarioMethod,
  answer: Answer,
  place: string,
  say: (place: string, why: string) => void,
): void {
  const sources: [string, Source | undefined][] = [
    ['by', 'by' in answer ? answer.by : undefined],
    ['limit', 'limit' in answer ? answer.limit : undefined],
    ['offset', 'offset' in answer ? answer.offset : undefined],
    ...('where' in answer ? (answer.where ?? []) : []).map(({ given }, index): [string, Source] => [
      `where[${index}].given`,
      given,
    ]),
  ];
  for (const [key, source] of sources) {
    if (source === undefined) continue;
    if ('parameter' in source) {
      if (!Parameters.some(({ TargetName, Name }) => (TargetName ?? Name) === source.parameter))
        say(`${place}.${key}`, `the method has no parameter "${source.parameter}"`);
    } else if (!RequestFields.some(({ Location }) => Location === source.field)) {
      say(`${place}.${key}`, `the method has no request field "${source.field}"`);
    }
  }
}
