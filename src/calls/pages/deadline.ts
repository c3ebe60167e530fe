import type { FollowOptions } from './follow.ts';
import { outOfTime } from './follow.ts';

/** A part of the time is kept to answer in: so much of it, in milliseconds. */
const leastReserve = 50;
const mostReserve = 1000;
const share = 0.05;

/** Ends reading so long before the deadline that what was read can still be answered. */
export function createDeadline(endsAt: number): Pick<FollowOptions, 'hasTimeFor' | 'inTime'> {
  const reserve = Math.min(mostReserve, Math.max(leastReserve, (endsAt - Date.now()) * share));
  const left = () => endsAt - reserve - Date.now();
  return {
    hasTimeFor: (ms) => left() > ms,
    async inTime(page) {
      const { promise, reject } = Promise.withResolvers<never>();
      const timer = setTimeout(() => reject(outOfTime), Math.max(0, left()));
      try {
        return await Promise.race([page, promise]);
      } finally {
        clearTimeout(timer);
      }
    },
  };
}
