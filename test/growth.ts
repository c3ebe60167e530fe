/** Above this, one piece of work costs more than linear work can. Quadratic work comes to 16. */
export const linear = 4;

const parts = 16;
const [leastRounds, mostRounds] = [3, 40];

/**
 * How much longer one piece of work takes than the same amount in 16 parts: about 1 where the work is linear, about 16
 * where it is quadratic. To be compared with `linear`.
 *
 * Both take about as long where the work is linear, and the quickest of several runs counts, so a busy machine makes
 * both slower alike.
 *
 * @param size of one part
 * @param prepare makes the input of a size, which is not measured, and returns the work
 */
export async function growth(size: number, prepare: (size: number) => () => unknown): Promise<number> {
  let [inParts, whole] = [Infinity, Infinity];
  for (let round = 0; round < leastRounds || (round < mostRounds && whole / inParts > linear); round++) {
    inParts = Math.min(inParts, await timeOf(prepare(size), parts));
    whole = Math.min(whole, await timeOf(prepare(size * parts), 1));
  }
  return whole / inParts;
}

/** In milliseconds. Less than one cannot be told from nothing. */
async function timeOf(work: () => unknown, times: number): Promise<number> {
  const startedAt = performance.now();
  for (let time = 0; time < times; time++) await work();
  return Math.max(1, performance.now() - startedAt);
}
