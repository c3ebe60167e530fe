import { redactSensitive } from '../connectors/redact.ts';
import { wireOf } from '../cyclr/client.ts';
import type { JsonObject } from '../json.ts';
import { hiddenValue, isHidden } from '../connectors/input-declared.ts';
import { missingInputs } from '../connectors/input-missing.ts';
import { listed, quoted } from '../text/quoted.ts';
import type { PlannedCall } from './plan.ts';

/** The body that a call would send to Cyclr, keyed by the numbers of the release, without sensitive values. */
export function bodyShown({ known, inputs, ...planned }: PlannedCall): JsonObject {
  return wireOf({ ...planned, inputs: known === undefined ? inputs : redactSensitive(known.method, inputs) }).body;
}

/** Which method was found, and which number stands for which input. */
export function inputsResolved({ known, inputs, fields }: PlannedCall): JsonObject {
  if (known === undefined) return {};
  const { id, uniqueIdentifier, name, category, parameters } = known.method;
  return {
    method: { id, uniqueIdentifier, name, category },
    parameters: Object.fromEntries(
      parameters.filter((one) => one.id in inputs.Parameters).map((one) => [one.id, one.targetName]),
    ),
    fields: Object.fromEntries(fields.map((one) => [one.id, one.location])),
  };
}

/** What is worth knowing before a call is sent, as sentences. */
export function notesOn({ known, inputs, fields, body, hasOwnBody }: PlannedCall): readonly string[] {
  if (known === undefined) return [];
  const { method } = known;
  const notes: string[] = [];
  if (body !== undefined && !hasOwnBody) {
    notes.push(
      'The fields have several rows, or none, so the body is built by their locations and goes to the third-party app as it is: Cyclr adds no defaults and no hidden fields to it.',
    );
    const unsaid = method.requestFields.filter((one) => isHidden(one) && hiddenValue(one) === undefined);
    const given = new Set(fields.map(({ id }) => id));
    const left = unsaid.filter(({ id }) => !given.has(id)).map(({ location }) => quoted(location));
    if (left.length > 0) notes.push(`Hidden fields that are not in the body: ${listed(left)}.`);
  }
  const missing = missingInputs(method, inputs, hasOwnBody ? undefined : fields);
  if (missing.length > 0) {
    notes.push(`The listing asks for ${listed(missing.map(quoted))}, which the call does not give.`);
  }
  return notes;
}
