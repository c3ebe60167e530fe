import type { JsonObject } from '../json.ts';
import { type ShownRequest, shownRequest } from './answers/shown-request.ts';
import { toAppRequest } from './endpoints/app-request.ts';
import { splitTarget } from './wire/request.ts';
import { notFound, Refusal } from './wire/reply.ts';
import { calledMethod } from './world/find.ts';
import { accessTo, type World } from './world/world.ts';

/** A call of a method as it would be sent to Cyclr. */
export interface PreviewedCall {
  readonly account: string;
  /** From `/v1.0` on. */
  readonly path: string;
  readonly body: JsonObject;
}

/** What a call would send to the third-party app, or Cyclr's reason to refuse it. Nothing is sent. */
export function preview(
  { accounts }: World,
  { account, path, body }: PreviewedCall,
): ShownRequest | { readonly refusal: string } {
  const [id = '', , method = '', withBody] = splitTarget(path).path.split('/').slice(4);
  try {
    const installed = accounts.get(account)?.installed.get(Number(id));
    if (installed === undefined) throw notFound('The account connector');
    const called = calledMethod(installed, method);
    const request = toAppRequest(installed, called, body, withBody === 'body');
    return shownRequest(installed.connector.scenario, called, request, accessTo(installed));
  } catch (error) {
    if (error instanceof Refusal) return { refusal: error.message };
    throw error;
  }
}
