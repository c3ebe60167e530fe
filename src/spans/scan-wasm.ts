import { readFileSync } from 'node:fs';
import { joined, type Pieces, sizeOf } from './pieces.ts';
import { scanJson } from './scan.ts';
import { type SpanTable, width } from './table.ts';

/** What `assembly/scan.ts` exports. */
interface Scanner {
  readonly memory: WebAssembly.Memory;
  windowStart(): number;
  noted(): number;
  begin(levels: number): void;
  scan(length: number, base: number, isLast: boolean): number;
}

/** Bytes that are copied into the memory of WebAssembly at a time: it never shrinks. A text within a text can be as long. */
const mostBytes = 262_144;
/** Sixteen bytes are read at a time, also at the end. */
const paddingBytes = 16;

/** Scans by WebAssembly, in a third of the time: what it takes and notes is what {@link scanJson} takes and notes. */
export function createWasmScan(): (pieces: Pieces, levels: number) => SpanTable | undefined {
  const scanner = load();
  const start = scanner.windowStart();
  const missing = start + 2 * mostBytes + paddingBytes - scanner.memory.buffer.byteLength;
  scanner.memory.grow(Math.ceil(missing / 65_536));
  const memory = new Uint8Array(scanner.memory.buffer);
  const numbers = new Int32Array(scanner.memory.buffer);

  return (pieces, levels) => {
    scanner.begin(levels);
    let left = sizeOf(pieces);
    // Where the window begins, and what of it is left of the one before.
    let [base, carried] = [0, 0];
    for (const piece of pieces) {
      for (let from = 0; from < piece.length; from += mostBytes) {
        const part = piece.subarray(from, from + mostBytes);
        memory.set(part, start + carried);
        left -= part.length;
        const length = carried + part.length;
        const read = scanner.scan(length, base, left === 0);
        if (read < 0) return undefined;
        base += read;
        carried = length - read;
        if (carried > mostBytes) return scanJson(joined(pieces), levels);
        if (carried > 0) memory.copyWithin(start, start + read, start + length);
      }
    }
    return base === 0 ? undefined : numbers.slice(0, scanner.noted() * width);
  };
}

function load(): Scanner {
  const module = new WebAssembly.Module(readFileSync(new URL('scan.wasm', import.meta.url)));
  return new WebAssembly.Instance(module).exports as unknown as Scanner;
}
