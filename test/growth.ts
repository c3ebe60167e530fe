/** Above this, four times the input costs more than linear work can. Quadratic work costs 16 times. */
export const linear = 8;

const [leastRounds, mostRounds] = [3, 20];

/**
 * How many times the CPU time of the work for `size` is needed for four times the size: about 4 where the work is
 * linear, about 16 where it is quadratic. To be compared with `linear`.
 *
 * The cheapest of several runs counts, and only the CPU time of this thread, so that a busy machine does not matter.
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

/** In microseconds. */
async function cost(work: () => unknown): Promise<number> {
  const before = process.threadCpuUsage();
  await work();
  const { user, system } = process.threadCpuUsage(before);
  return Math.max(1, user + system);
}
