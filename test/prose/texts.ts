import { globSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseSync } from 'vite';

/** A text that people may read, as a source file has it. What is filled in while the program runs is `‹›`. */
export interface Text {
  /** From `src` on. */
  readonly file: string;
  readonly line: number;
  readonly text: string;
  /** It is a whole message: an argument of an error, a property or a variable with the name `message`. */
  readonly isMessage: boolean;
}

type Node = Readonly<Record<string, unknown>> & { readonly type: string; readonly start: number };

const src = join(import.meta.dirname, '../../src');

/** Every literal with at least two words in the sources, and every message. */
export function textsOfSources(): readonly Text[] {
  return globSync('**/*.ts', { cwd: src })
    .toSorted()
    .flatMap((file) => textsOf(file, readFileSync(join(src, file), 'utf8')));
}

export function textsOf(file: string, source: string): readonly Text[] {
  const { program } = parseSync(file, source, { lang: 'ts' });
  const found: Text[] = [];
  const seen = new Set<Node>();
  const add = (node: Node, isMessage: boolean) => {
    const line = source.slice(0, node.start).split('\n').length;
    for (const text of variants(node, seen)) if (isWords(text)) found.push({ file, line, text, isMessage });
  };
  walk(program, (node) => {
    for (const message of messagesIn(node)) add(message, true);
  });
  walk(program, (node) => {
    if (!seen.has(node) && (node.type === 'TemplateLiteral' || isText(node))) add(node, false);
  });
  return found;
}

/** Which argument of these is a message. */
const messageArguments: Readonly<Record<string, number>> = {
  GatewayError: 1,
  refusal: 2,
  UsageError: 0,
  GraphQLError: 0,
  createGraphQLError: 0,
  refuse: 0,
  add: 1,
};

function messagesIn(node: Node): readonly Node[] {
  switch (node.type) {
    case 'NewExpression':
    case 'CallExpression': {
      const argument = nodesIn(node['arguments'])[messageArguments[nameOf(node['callee'])] ?? -1];
      return argument === undefined ? [] : [argument];
    }
    case 'Property':
      return nameOf(node['key']) === 'message' && isNode(node['value']) ? [node['value']] : [];
    case 'VariableDeclarator':
      return nameOf(node['id']) === 'message' && isNode(node['init']) ? [node['init']] : [];
    default:
      return [];
  }
}

/** What an expression can say: one text for each branch. */
function variants(node: unknown, seen: Set<Node>): readonly string[] {
  if (!isNode(node)) return ['‹›'];
  seen.add(node);
  switch (node.type) {
    case 'Literal':
      return [typeof node['value'] === 'string' ? node['value'] : '‹›'];
    case 'TemplateLiteral': {
      const expressions = nodesIn(node['expressions']);
      const quasis = nodesIn(node['quasis']).map(({ value }) => (value as { cooked: string }).cooked);
      return joined(
        quasis.flatMap((text, index) => [
          [text],
          ...expressions.slice(index, index + 1).map((one) => variants(one, seen)),
        ]),
      );
    }
    case 'ParenthesizedExpression':
      return variants(node['expression'], seen);
    case 'ConditionalExpression':
      return [...variants(node['consequent'], seen), ...variants(node['alternate'], seen)];
    case 'LogicalExpression':
      return [...variants(node['left'], seen), ...variants(node['right'], seen)];
    case 'BinaryExpression':
      return joined([variants(node['left'], seen), variants(node['right'], seen)]);
    default:
      return ['‹›'];
  }
}

function joined(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.reduce<readonly string[]>(
    (texts, part) => texts.flatMap((text) => part.map((more) => text + more)).slice(0, 32),
    [''],
  );
}

function isWords(text: string): boolean {
  return /\p{L}\S* \S/u.test(text);
}

function isText(node: Node): boolean {
  return node.type === 'Literal' && typeof node['value'] === 'string';
}

function walk(node: unknown, visit: (node: Node) => void): void {
  if (Array.isArray(node)) for (const one of node) walk(one, visit);
  if (!isNode(node)) return;
  visit(node);
  for (const value of Object.values(node)) if (typeof value === 'object') walk(value, visit);
}

function nameOf(node: unknown): string {
  if (!isNode(node)) return '';
  if (node.type === 'MemberExpression') return nameOf(node['property']);
  return typeof node['name'] === 'string' ? node['name'] : '';
}

function nodesIn(list: unknown): readonly Node[] {
  return Array.isArray(list) ? list.filter(isNode) : [];
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && typeof (value as Node).type === 'string';
}
