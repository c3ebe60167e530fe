import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '..');
const pages = globSync('**/*.md', { cwd: root, exclude: (name) => name === 'node_modules' || name.startsWith('.git') });
const textOf = (file: string) => readFileSync(join(root, file), 'utf8');

describe('links in Markdown', () => {
  test('are found', () => {
    expect(pages).toContain('README.md');
    expect(pages.flatMap((page) => linksIn(textOf(page))).length).toBeGreaterThan(100);
  });

  test.for(pages)('of %s lead somewhere', (page) => {
    expect(linksIn(textOf(page)).flatMap((link) => faultOf(page, link))).toEqual([]);
  });

  test('in comments lead to a section of a page', () => {
    const sources = globSync('{src,test,examples}/**/*.ts', { cwd: root, exclude: (name) => name === 'node_modules' });
    const links = sources.flatMap((file) =>
      Array.from(textOf(file).matchAll(/@see (docs\/\S+\.md(?:#[\w-]+)?)/g), ([, link = '']) => [file, link] as const),
    );
    expect(links.length).toBeGreaterThan(20);
    expect(links.flatMap(([file, link]) => faultOf('README.md', link).map((fault) => `${file}: ${fault}`))).toEqual([]);
  });
});

describe('a page', () => {
  test.for(pages.filter((page) => page.startsWith('docs/') && page !== 'docs/README.md'))(
    '%s is in the index of its folder',
    (page) => {
      const index = linksIn(textOf('docs/README.md')).map((link) => join('docs', link));
      expect(index).toContain(page);
    },
  );

  test.for(pages.filter((page) => linesOf(page) > 150))('%s is long, and begins with its contents', (page) => {
    const text = textOf(page);
    const contents = new Set(linksIn(text).flatMap((link) => (link.startsWith('#') ? link.slice(1) : [])));
    const sections = Array.from(text.matchAll(/^## (.+)$/gm), ([, title = '']) => slugOf(title));
    expect(sections.filter((section) => !contents.has(section))).toEqual([]);
  });
});

/** Targets of links and images, but for other sites. Code is left out. */
function linksIn(text: string): readonly string[] {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '').replaceAll(/`[^`\n]*`/g, '``');
  return Array.from(prose.matchAll(/\]\(([^)\s]+)\)/g), ([, target = '']) => target).filter(
    (target) => !/^[a-z]+:/.test(target),
  );
}

function faultOf(page: string, link: string): readonly string[] {
  const [path = '', anchor] = link.split('#');
  const target = path === '' ? join(root, page) : resolve(root, dirname(page), path);
  if (relative(root, target).startsWith('..') || !existsSync(target)) return [`${link}: there is no such file`];
  if (anchor === undefined) return [];
  const isSection = !statSync(target).isDirectory() && anchorsIn(readFileSync(target, 'utf8')).has(anchor);
  return isSection ? [] : [`${link}: there is no such section`];
}

function anchorsIn(text: string): ReadonlySet<string> {
  const prose = text.replaceAll(/^```[\s\S]*?^```/gm, '');
  const seen = new Map<string, number>();
  const anchors = Array.from(prose.matchAll(/^#{1,6} (.+)$/gm), ([, title = '']) => {
    const slug = slugOf(title);
    const times = seen.get(slug) ?? 0;
    seen.set(slug, times + 1);
    return times === 0 ? slug : `${slug}-${times}`;
  });
  return new Set(anchors);
}

/** The anchor that a Markdown viewer gives a heading. */
function slugOf(title: string): string {
  return title
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N} _-]/gu, '')
    .replaceAll(' ', '-');
}

function linesOf(page: string): number {
  return textOf(page).trimEnd().split('\n').length;
}
