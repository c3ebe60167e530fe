import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import type { MethodKind } from '../../src/connectors/method.ts';

/** A method as a listing has it, marked by what it truly does. */
export interface ListedName {
  readonly name: string;
  readonly endPoint: string | null;
  readonly does: MethodKind;
}

/** The lists of names in `method-names/`, by what they are lists of. `=>` stands between a name and its endpoint. */
export function listedNames(): ReadonlyMap<string, readonly ListedName[]> {
  const folder = join(import.meta.dirname, 'method-names');
  const files = readdirSync(folder).filter((file) => file.endsWith('.txt'));
  return new Map(files.map((file) => [basename(file, '.txt'), namesIn(readFileSync(join(folder, file), 'utf8'))]));
}

function namesIn(text: string): readonly ListedName[] {
  const [, reads = '', writes = ''] = text.split(/^## (?:Reads|Writes)$/m);
  return [...linesOf(reads, 'READ'), ...linesOf(writes, 'WRITE')];
}

function linesOf(section: string, does: MethodKind): readonly ListedName[] {
  const lines = section.split('\n').filter((line) => line.trim() !== '');
  return lines.map((line) => {
    const [name = '', endPoint = null] = line.split(' => ');
    return { name: name.trim(), endPoint, does };
  });
}
