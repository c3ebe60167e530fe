import type { AddFault } from '../../files/document.ts';
import type { Answer } from './answer.ts';
import { checkCanned } from './canned.ts';
import { doesNotExist, type FilePath } from './identities.ts';
import type { ScenarioMethod } from './method.ts';
import type { Source } from './source.ts';

/** Adds the faults of a method's answer, and of the answers that it chooses from. */
export function checkAnswers(method: ScenarioMethod, path: FilePath, add: AddFault): void {
  for (const [answer, at] of answersOf(method.answer, path)) {
    if (answer.kind === 'canned') checkCanned(answer, (key, text) => add([...at, ...key], text));
    checkSources(method, answer, at, add);
  }
}

/** The answer itself, and those that it chooses from. */
function answersOf(answer: Answer | undefined, path: FilePath): readonly (readonly [Answer, FilePath])[] {
  if (answer === undefined) return [];
  const within =
    answer.kind === 'sequence'
      ? answer.answers.map((one, index) => [one, [...path, 'answers', index]] as const)
      : answer.kind === 'choice'
        ? [
            ...Object.entries(answer.cases).map(([value, one]) => [one, [...path, 'cases', value]] as const),
            [answer.otherwise, [...path, 'otherwise']] as const,
          ]
        : [];
  return [[answer, path], ...within.flatMap(([one, at]) => answersOf(one, at))];
}

/** An answer cannot take an input that the method does not have. */
function checkSources(
  { Parameters = [], RequestFields = [] }: ScenarioMethod,
  answer: Answer,
  path: FilePath,
  add: AddFault,
): void {
  const parameters = Parameters.map(({ TargetName, Name }) => TargetName ?? Name);
  const fields = RequestFields.map(({ Location }) => Location);
  const sources: readonly (readonly [key: FilePath, source: Source | undefined])[] = [
    [['by'], 'by' in answer ? answer.by : undefined],
    [['limit'], 'limit' in answer ? answer.limit : undefined],
    [['paging', 'place'], 'paging' in answer ? answer.paging?.place : undefined],
    [['paging', 'size'], 'paging' in answer ? answer.paging?.size : undefined],
    [['offset'], 'offset' in answer ? answer.offset : undefined],
    ...('where' in answer ? (answer.where ?? []) : []).map(
      ({ given }, index) => [['where', index, 'given'], given] as const,
    ),
  ];
  for (const [key, source] of sources) {
    if (source === undefined) continue;
    if ('parameter' in source) {
      if (!parameters.includes(source.parameter))
        add([...path, ...key], doesNotExist('parameter', source.parameter, parameters));
    } else if (!fields.includes(source.field)) {
      add([...path, ...key], doesNotExist('request field', source.field, fields));
    }
  }
}
