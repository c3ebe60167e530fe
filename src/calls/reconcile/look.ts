import { indexOf } from '../../connectors/input-index.ts';
import { parseLocation, readAt } from '../../connectors/location.ts';
import { type InputPath, type LookInput, parseInputPath, type ReconcileRule } from '../../connectors/reconcile-rule.ts';
import { isJsonObject, type Json, type JsonObject } from '../../json.ts';
import type { PlannedCall } from '../plan.ts';

/** How one write is looked for: its rule, with the values of its inputs. */
export interface Look extends Pick<ReconcileRule, 'read' | 'key' | 'time' | 'afterSeconds' | 'pageRecords'> {
  readonly parameters: JsonObject;
  readonly fields: JsonObject;
  readonly match: readonly Match[];
}

/** What stands in a record that the write has made. */
export interface Match {
  readonly at: string;
  readonly value: Json;
}

/** A write that may have been applied. */
export interface Doubt {
  /** Digests of the keys of the records that matched before it was sent; undefined where that is not known. */
  readonly before?: readonly string[] | undefined;
  /** When it was sent, in milliseconds since the epoch. */
  readonly sentAt?: number | undefined;
}

/** The characters of a look that is kept with its write. */
const mostCharacters = 4000;

/** Undefined for a write that has no rule, does not give what its rule needs, or gives too much to keep. */
export function toLook(planned: PlannedCall): Look | undefined {
  const rule = planned.rules.reconcile;
  if (rule === undefined || planned.kind !== 'WRITE') return undefined;
  const parameters = readInputs(planned, rule.parameters);
  const fields = readInputs(planned, rule.fields);
  const match = Object.entries(rule.match).map(([at, path]) => ({ at, value: givenValue(planned, path) }));
  if (parameters === undefined || fields === undefined || !match.every(isGiven)) return undefined;
  const { read, key, time, afterSeconds, pageRecords } = rule;
  const look = { read, key, time, afterSeconds, pageRecords, parameters, fields, match };
  return JSON.stringify(look).length > mostCharacters ? undefined : look;
}

function readInputs(planned: PlannedCall, inputs: Readonly<Record<string, LookInput>>): JsonObject | undefined {
  const entries = Object.entries(inputs).map(([key, input]): [string, Json | undefined] => [
    key,
    typeof input === 'object' && input !== null ? givenValue(planned, input.from) : input,
  ]);
  const isWhole = entries.every((entry): entry is [string, Json] => entry[1] !== undefined);
  return isWhole ? Object.fromEntries(entries) : undefined;
}

function isGiven(match: { readonly at: string; readonly value: Json | undefined }): match is Match {
  return match.value !== undefined;
}

/** The value that a write gives for an input. Undefined where it gives none, an empty one, or several. */
function givenValue({ known, inputs, body }: PlannedCall, path: InputPath): Json | undefined {
  const input = parseInputPath(path);
  if (known === undefined || input === undefined) return undefined;
  const index = indexOf(known.method);
  if (input.of === 'parameters') {
    const [parameter] = index.parameters.find(input.key);
    return single(parameter && inputs.Parameters[parameter.id]);
  }
  const [field] = index.fields.find(input.key)[0]?.fields ?? [];
  if (body !== undefined) return single(readAt(body, parseLocation(field?.location ?? input.key)));
  return single(field && inputs.Fields[field.id]);
}

/** A list of one is its element. */
function single(value: Json | undefined): Json | undefined {
  if (Array.isArray(value)) return value.length === 1 ? single((value as readonly Json[])[0]) : undefined;
  return value === null || value === '' || isJsonObject(value) ? undefined : value;
}
