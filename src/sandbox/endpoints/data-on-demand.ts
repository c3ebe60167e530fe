import { isJsonObject } from '../../json.ts';
import { answerJson, type AppAnswer, type AppRequest } from '../answers/exchange.ts';
import { relayed } from '../answers/relay.ts';
import type { Relay } from '../scenario/canned.ts';
import { invalid, Refusal } from '../wire/reply.ts';
import type { Method } from '../world/release.ts';
import { calledMethod } from '../world/find.ts';
import { accessTo, type Installed } from '../world/world.ts';
import { toAppRequest } from './app-request.ts';
import { type AccountHandler, accountRoute, installedOf, type Route } from './route.ts';

/** Calls of methods: what Cyclr calls data on demand. @see docs/cyclr.md#data-on-demand */
export const dataOnDemandRoutes: readonly Route[] = [
  accountRoute('GET POST', 'account/connectors/:id/methods/:method', call(false)),
  accountRoute('POST', 'account/connectors/:id/methods/:method/body', call(true)),
  accountRoute('GET POST', 'account/connectors/:id/test/:method', call(false)),
];

function call(withBody: boolean): AccountHandler {
  return async (context) => {
    const { request, path, relay } = context;
    const installed = installedOf(context);
    const method = calledMethod(installed, path['method'] ?? '');
    const given = (request.method === 'GET' ? undefined : request.body()) ?? {};
    if (!isJsonObject(given)) throw invalid();
    const appRequest = toAppRequest(installed, method, given, withBody);
    if (method.scenario.MethodType !== undefined && method.scenario.MethodType !== 'Action') {
      throw new Refusal(400, `The method '${method.scenario.Name}' cannot be called.`);
    }
    return relayed(await answerOf(installed, method, appRequest, relay), relay, method.scenario.EndPoint ?? undefined);
  };
}

/** The third-party app's answer. Where its credentials are gone: its own 401, or Cyclr's message. */
async function answerOf(
  installed: Installed,
  method: Method,
  appRequest: AppRequest,
  relay: Relay,
): Promise<AppAnswer> {
  if (installed.authenticated) return method.exchange(appRequest, accessTo(installed));
  if (relay === 'text') throw new Refusal(400, 'Failed to authenticate the connector');
  return answerJson({ message: 'The access token is not valid any more.' }, 401);
}
