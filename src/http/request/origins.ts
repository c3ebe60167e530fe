import { isLoopback } from '../../config/loopback.ts';

export interface OriginsOptions {
  /** Origins whose pages may ask and read answers. */
  readonly named: readonly string[];
  /** Pages of this machine may too, whatever their port. @default false */
  readonly isLoopbackAllowed?: boolean;
}

/** Whether pages of an origin may ask and read answers. */
export type IsAllowedOrigin = (origin: string | null) => boolean;

export function allowedOrigins({ named, isLoopbackAllowed = false }: OriginsOptions): IsAllowedOrigin {
  const names = new Set(named);
  return (origin) => origin !== null && (names.has(origin) || (isLoopbackAllowed && isOfLoopback(origin)));
}

function isOfLoopback(origin: string): boolean {
  const url = URL.parse(origin);
  return url !== null && url.origin === origin && isLoopback(url.hostname);
}
