import type { Fault } from './fault.ts';
import { endOfString } from './scan.ts';

/** The line of an offset, from 1. A line ends as editors end it: LF, CR, or both. */
export function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split(/\r\n|\r|\n/).length;
}

/**
 * What the parser's error says, in our words. Of the text it shows punctuation alone: what stands where no value may
 * stand can be a secret whose quotes are missing. `open` is how many lists and objects the text does not close.
 */
export function syntaxFault(error: unknown, text: string, open: number): Fault {
  const { line, column, offset } = error as Partial<Readonly<Record<'line' | 'column' | 'offset', number>>>;
  if (!(error instanceof Error) || line === undefined || column === undefined || offset === undefined) throw error;
  if (error instanceof SyntaxError) return { line, message: `${error.message}.` };
  const end = text.trimEnd().length;
  if (end === 0) return { line: 1, message: 'it is not JSON: the file is empty.' };
  const isEnd = error.message.startsWith('Unexpected end');
  if (open > 0 && (isEnd || restBehind(text, offset).trim() === '')) {
    return { line: lineAt(text, end), message: 'it is not JSON: the text ends before every bracket is closed.' };
  }
  if (isEnd) {
    return { line: lineAt(text, end), message: 'it is not JSON: the text ends too early.' };
  }
  return { line, message: `it is not JSON: unexpected ${tokenAt(text, offset)} in column ${Math.max(1, column)}.` };
}

/** What follows the word, string or mark at `offset`. */
function restBehind(text: string, offset: number): string {
  const char = text.charAt(offset);
  if (char === '"' || char === "'") return text.slice(endOfString(text, offset, char) + 1);
  return text.slice(offset).replace(/^(?:[\w$.+-]+|[^])/, '');
}

function tokenAt(text: string, offset: number): string {
  const char = String.fromCodePoint(text.codePointAt(offset) ?? 0x20);
  if (/["']/.test(char)) return 'string';
  if (/[-+.\d]/.test(char)) return 'number';
  if (/[\p{ID_Start}$_]/u.test(char)) return 'word';
  return /[\p{Cc}\p{Z}\p{Cs}]/u.test(char) ? 'character' : `"${char}"`;
}
