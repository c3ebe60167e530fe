import { GatewayError } from '../errors.ts';

export function answerTooLarge(limitBytes: number): GatewayError {
  const message = `Cyclr's answer is larger than ${limitBytes} bytes. Ask for less at a time.`;
  return new GatewayError('UPSTREAM_INVALID', message, { retriable: false, details: { limitBytes } });
}
