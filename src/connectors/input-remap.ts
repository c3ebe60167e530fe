import type { Json, JsonObject } from '../json.ts';
import type { NumberedInputs } from './inputs.ts';
import type { ConnectorMethod, MethodField, MethodParameter } from './method.ts';

/**
 * The same inputs in the numbers of another listing of the method; undefined when it has no counterpart for one of them.
 * A parameter is the same when it goes to the same place, a field when it stands at the same location; of several such,
 * the one that also has the same name.
 */
export function remapInputs(
  from: ConnectorMethod,
  to: ConnectorMethod,
  numbered: NumberedInputs,
): NumberedInputs | undefined {
  const placeOf = ({ targetType, targetName }: MethodParameter) => JSON.stringify([targetType, targetName]);
  const Parameters = remap(numbered.Parameters, from.parameters, to.parameters, placeOf);
  const Fields = remap(numbered.Fields, from.requestFields, to.requestFields, ({ location }) => location);
  return Parameters && Fields && { Parameters, Fields, Mergefields: numbered.Mergefields };
}

function remap<Input extends MethodParameter | MethodField>(
  numbered: JsonObject,
  from: readonly Input[],
  to: readonly Input[],
  placeOf: (input: Input) => string,
): JsonObject | undefined {
  const byId = new Map(from.map((input) => [input.id, input]));
  const byPlace = Map.groupBy(to, placeOf);
  const entries: [string, Json][] = [];
  for (const [id, value] of Object.entries(numbered)) {
    const input = byId.get(id);
    const there = input === undefined ? [] : (byPlace.get(placeOf(input)) ?? []);
    const [successor, ...others] = there.length > 1 ? there.filter(({ name }) => name === input?.name) : there;
    if (successor === undefined || others.length > 0) return undefined;
    entries.push([successor.id, value]);
  }
  const mapped = Object.fromEntries(entries);
  // Two that were told apart before and no longer are: neither may be lost.
  return Object.keys(mapped).length === entries.length ? mapped : undefined;
}
