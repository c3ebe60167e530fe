import { redactSensitive } from '../connectors/redact.ts';
import { wireOf } from '../cyclr/client.ts';
import type { JsonObject } from '../json.ts';
import type { PlannedCall } from './plan.ts';

/** The body that a call would send to Cyclr, keyed by the numbers of the release, without sensitive values. */
export function bodyShown({ known, inputs, ...planned }: PlannedCall): JsonObject {
  return wireOf({ ...planned, inputs: known === undefined ? inputs : redactSensitive(known.method, inputs) }).body;
}

/** Which method was found, and which number stands for which input. */
export function inputsResolved({ known, inputs }: PlannedCall): JsonObject {
  if (known === undefined) return {};
  const { id, uniqueIdentifier, name, category, parameters, requestFields } = known.method;
  return {
    method: { id, uniqueIdentifier, name, category },
    parameters: Object.fromEntries(
      parameters.filter((one) => one.id in inputs.Parameters).map((one) => [one.id, one.targetName]),
    ),
    fields: Object.fromEntries(
      requestFields.filter((one) => one.id in inputs.Fields).map((one) => [one.id, one.location]),
    ),
  };
}
