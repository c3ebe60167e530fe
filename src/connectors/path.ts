import type { Problem } from '../errors.ts';
import { quoted } from '../text/quoted.ts';
import { type Location, parseLocation } from './location.ts';

/** The most characters of a path that a caller gives: no location is longer. */
export const longestPath = 500;

/**
 * A path that a caller gives, such as `Id`, `Address.City`, `Lines.Amount`, `[data].items` or `\\dotted.key\\`. A lone
 * `.` is not a path. What is wrong is added to `problems`, at `path`.
 */
export function parsePath(text: string, path: Problem['path'], problems: Problem[]): Location | undefined {
  const location = text.length > longestPath ? [] : parseLocation(text.trim());
  if (location.length > 0 && location.every(({ key, many }) => key !== '' || many)) return location;
  problems.push(notAPath(text, path));
  return undefined;
}

export function notAPath(text: string, path: Problem['path']): Problem {
  const expected =
    text.length > longestPath ? `at most ${longestPath} characters` : 'keys separated by dots, such as "Address.City"';
  return { path, message: `${quoted(text)} is not a path. Expected ${expected}.`, suggestions: [] };
}
