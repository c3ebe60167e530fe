import { readFile, writeFile } from 'node:fs/promises';
import { availableParallelism, cpus } from 'node:os';
import { join } from 'node:path';
import type { Cost } from './measure.ts';
import type { Work } from './works.ts';

/** What was found of one work: medians of all rounds. */
export interface Figures {
  readonly work: Work;
  /** CPU of a request, × that of the raw proxy in the same round. */
  readonly ratio: number;
  /** The least and the greatest ratio of a round. */
  readonly spread: readonly [number, number];
  readonly cost: Cost;
  readonly raw: Cost;
  readonly upstream: { readonly calls: number; readonly beside: number };
  /** In MB. */
  readonly peakMb: number;
}

export function medianOf(costs: readonly Cost[]): Cost {
  const of = (key: keyof Cost) => median(costs.map((cost) => cost[key]));
  return { cpuMs: of('cpuMs'), perSecond: of('perSecond'), p50: of('p50'), p99: of('p99') };
}

export function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? NaN;
}

const columns = [
  'work',
  'what',
  '× raw proxy',
  'goal',
  'CPU of a request',
  'of the raw proxy',
  'requests/s',
  'p50',
  'p99',
  'p99 of the raw proxy',
  'upstream calls',
  'peak memory',
];

/** A table in Markdown. */
export function printTable(figures: readonly Figures[]): string {
  const rows = figures.map(({ work, ratio, spread, cost, raw, upstream, peakMb }) => [
    work.name,
    work.what,
    `${ratio.toFixed(1)} (${spread.map((one) => one.toFixed(1)).join('-')})`,
    work.goal === undefined ? '' : `≤ ${work.goal}`,
    timeOf(cost.cpuMs),
    timeOf(raw.cpuMs),
    cost.perSecond.toFixed(0),
    timeOf(cost.p50),
    timeOf(cost.p99),
    timeOf(raw.p99),
    upstream.beside === 0 ? String(upstream.calls) : `${upstream.calls} + ${upstream.beside} beside`,
    `${peakMb.toFixed(0)} MB`,
  ]);
  return toTable(columns, rows);
}

export function toTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const all = [head, ...rows];
  const widths = head.map((_cell, at) => Math.max(...all.map((row) => row[at]?.length ?? 0)));
  const line = (row: readonly string[]) => `| ${row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join(' | ')} |\n`;
  const [first, ...rest] = all.map(line);
  return [first, `| ${widths.map((width) => '-'.repeat(width)).join(' | ')} |\n`, ...rest].join('');
}

function timeOf(ms: number): string {
  if (ms < 1) return `${(ms * 1000).toFixed(0)} µs`;
  return `${ms.toFixed(ms < 10 ? 2 : 0)} ms`;
}

const page = join(import.meta.dirname, '../../docs/performance.md');
const [begin, end] = ['<!-- npm run bench writes from here -->', '<!-- to here -->'];

/** Writes the table into the documentation, with what it was measured on. */
export async function writePage(
  figures: readonly Figures[],
  { rounds, peers }: { readonly rounds: number; readonly peers: string },
): Promise<void> {
  const text = await readFile(page, 'utf8');
  const [before, rest] = text.split(begin);
  const after = rest?.split(end)[1];
  if (before === undefined || after === undefined) throw new Error(`${page} has no place for the table.`);
  const on = `${availableParallelism()} cores (${cpus()[0]?.model.trim() ?? 'unknown'}), Node ${process.versions.node}`;
  const told = `Measured on ${new Date().toISOString().slice(0, 10)}: ${on}; medians of ${rounds} interleaved rounds.`;
  await writeFile(page, `${before}${begin}\n\n${told}\n\n${printTable(figures)}\n${peers}${end}${after}`);
}
