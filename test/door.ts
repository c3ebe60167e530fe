import type { GatewayOptions } from '../src/gateway.ts';

/**
 * Which way usual requests go in this run: their own short one, or with `GATEWAY_ENTRY=off` that of all others. What both
 * must do alike is tested in both.
 */
export const door: Pick<GatewayOptions, 'hasEntry'> = { hasEntry: process.env['GATEWAY_ENTRY'] !== 'off' };
