import type { JsonObject } from '../json.ts';
import type { NumberedInputs } from './inputs.ts';
import type { ConnectorMethod } from './method.ts';

/**
 * Inputs as they may be shown: without the values of sensitive parameters, whether given or null. A merge field that
 * goes by the number, target name or name of such a parameter is its value too.
 */
export function redactSensitive({ parameters }: ConnectorMethod, numbered: NumberedInputs): NumberedInputs {
  const sensitive = parameters.filter((one) => one.sensitive);
  if (sensitive.length === 0) return numbered;
  const ids = new Set(sensitive.map(({ id }) => id));
  const keys = new Set(sensitive.flatMap(({ id, targetName, name }) => [id, fold(targetName), fold(name)]));
  return {
    Parameters: redacted(numbered.Parameters, (key) => ids.has(key)),
    Fields: numbered.Fields,
    Mergefields: redacted(numbered.Mergefields, (key) => keys.has(fold(key))),
  };
}

function redacted(values: JsonObject, isSensitive: (key: string) => boolean): JsonObject {
  return Object.fromEntries(
    Object.entries(values).map(([key, value]) => [key, isSensitive(key) ? '[redacted]' : value]),
  );
}

/** Cyclr takes keys in any case. */
function fold(key: string): string {
  return key.trim().toLowerCase();
}
