import type { JsonObject } from '../json.ts';
import type { NumberedInputs } from './inputs.ts';
import type { ConnectorMethod } from './method.ts';

/** Inputs as they may be shown: values of sensitive parameters are not. */
export function redactSensitive(method: ConnectorMethod, inputs: NumberedInputs): NumberedInputs {
  const sensitive = new Set(method.parameters.filter((one) => one.sensitive).map(({ id }) => id));
  const shown = Object.entries(inputs.Parameters).map(([id, value]) => [id, sensitive.has(id) ? '[redacted]' : value]);
  return { ...inputs, Parameters: Object.fromEntries(shown) as JsonObject };
}
