import { parseLocation, readAt } from '../../connectors/location.ts';
import { type Json, parseJson } from '../../json.ts';
import type { AppAnswer } from '../answers/exchange.ts';
import { relayed } from '../answers/relay.ts';
import type { ScenarioTrigger } from '../scenario/connector.ts';
import { toText } from '../wire/coerce.ts';
import { json, notFound, Refusal } from '../wire/reply.ts';
import { triggerId } from '../world/account-shapes.ts';
import { accessTo } from '../world/world.ts';
import { accountRoute, installedOf, type Route } from './route.ts';

/** Choices for an input, looked up in the third-party app. @see docs/cyclr.md#triggers */
export const triggerRoutes: readonly Route[] = [
  accountRoute('POST', 'account/connectors/:id/triggers/:trigger', async (context) => {
    const installed = installedOf(context);
    const { connector } = installed;
    const triggers = connector.scenario.Triggers ?? [];
    const trigger = triggers.find((_one, index) => String(triggerId(connector, index)) === context.path['trigger']);
    const method = connector.live.methods.find(({ scenario }) => scenario.Name === trigger?.method);
    if (trigger === undefined || method === undefined) throw notFound('The trigger');
    if (!installed.authenticated) throw new Refusal(400, 'Failed to authenticate the connector');
    const asked = { parameters: {}, fields: {}, mergeFields: {}, body: undefined };
    const answer = await method.exchange(asked, accessTo(installed));
    if (answer.status >= 400) return relayed(answer, context.relay, method.scenario.EndPoint ?? undefined);
    return json(choicesIn(jsonOf(answer), trigger));
  }),
];

function jsonOf({ body }: AppAnswer): Json {
  if (body.length === 0) return null;
  try {
    return parseJson(Buffer.from(body).toString('utf8'));
  } catch {
    throw new Refusal(400, 'Response data not in expected format');
  }
}

/** Both keys are read in each element of one list. Elements without a value are left out. */
function choicesIn(body: Json, { IdentifierKey, HumanReadableKey }: ScenarioTrigger) {
  const [value, name] = [parseLocation(IdentifierKey), parseLocation(HumanReadableKey)];
  const inList = value.findLastIndex(({ many }) => many) + 1;
  const found = readAt(body, value.slice(0, inList)) ?? [];
  const rows = Array.isArray(found) ? (found as readonly Json[]) : [found];
  return rows
    .map((row) => ({
      Name: toText(readAt(row, name.slice(inList))) ?? null,
      Value: toText(readAt(row, value.slice(inList))) ?? '',
    }))
    .filter(({ Value }) => Value !== '');
}
