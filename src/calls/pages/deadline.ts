import { within } from '../../waiting.ts';
import type { FollowOptions } from './follow.ts';

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
    inTime: (page) => within(Math.max(0, left()), page),
  };
}
