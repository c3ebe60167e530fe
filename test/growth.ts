/** Above this, four times the input costs more than linear work can. Quadratic work costs 16 times. */
export const linear = 8;

const [leastRounds, mostRounds] = [3, 20];

/**
 * How many times the time of the work for `size` is needed for four times the size: about 4 where the work is linear,
 * about 16 where it is quadratic. To be compared with `linear`.
 *
 * The quickest of several runs counts: a busy machine only makes a run slower, and hardly all of them.
 *
 * @param prepare makes the input, which is not measured, and returns the work
 */
export async function growth(size: number, prepare: (size: number) => () => unknown): Promise<number> {
  let [small, large] = [Infinity, Infinity];
  for (let round = 0; round < leastRounds || (round < mostRounds && large / small > linear); round++) {
    small = Math.min(small, await cost(prepare(size)));
    large = Math.min(large, await cost(prepare(4 * size)));
  }
  return large / small;
}

/** In milliseconds. Less than a tenth cannot be told from nothing. */
async function cost(work: () => unknown): Promise<number> {
  const startedAt = performance.now();
  await work();
  return Math.max(0.1, performance.now() - startedAt);
}
