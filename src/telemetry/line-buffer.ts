/** Lines that are written together. */
export interface LineBuffer extends Disposable {
  readonly write: (line: string) => void;
}

/**
 * Writes the lines of one turn of the event loop together, instead of each by a system call of its own. The last are
 * written when the buffer is disposed of, or the process ends.
 */
export function bufferLines(write: (lines: string) => void): LineBuffer {
  let pending = '';
  const flush = () => {
    const lines = pending;
    pending = '';
    if (lines !== '') write(lines);
  };
  process.on('exit', flush);
  return {
    write(line) {
      if (pending === '') setImmediate(flush);
      pending += line;
    },
    [Symbol.dispose]() {
      process.off('exit', flush);
      flush();
    },
  };
}
