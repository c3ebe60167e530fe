import type { Json, JsonObject } from '../json.ts';
import { withHiddenFields } from './input-body.ts';
import { FieldReader } from './input-fields.ts';
import { type FoundInput, FoundInputs } from './input-found.ts';
import { indexOf, type InputIndex } from './input-index.ts';
import { InputProblems } from './input-problems.ts';
import { toDeclaredValue } from './input-values.ts';
import type { ConnectorMethod, MethodField, MethodParameter } from './method.ts';

/** Inputs as a caller gives them: by name, by number, fields also nested as in the body. */
export interface GivenInputs {
  readonly parameters: JsonObject;
  readonly fields: JsonObject;
  readonly mergeFields: JsonObject;
}

/** Inputs as Cyclr takes them: keyed by the numbers of one release. */
export interface NumberedInputs {
  readonly Parameters: JsonObject;
  readonly Fields: JsonObject;
  readonly Mergefields: JsonObject;
}

/** Inputs whose every key is known. */
export interface ResolvedInputs {
  /** Without fields where there is a body. */
  readonly inputs: NumberedInputs;
  /** The body to send in place of fields: there where numbers, which are one for all rows, cannot say what was given. */
  readonly body: Json | undefined;
  /** The fields that were given, by number or in the body. */
  readonly fields: readonly MethodField[];
}

/** Inputs that were looked up, and may not all be right. */
export interface ReadInputs {
  /** Whether the method has no field of some key that was given. */
  readonly hasUnknownField: boolean;
  /** @throws GatewayError `BAD_USER_INPUT` with everything that is wrong at once */
  resolved(): ResolvedInputs;
}

/** Whether every key is a number already, so that no listing is needed. */
export function hasOnlyNumbers({ parameters, fields }: Pick<GivenInputs, 'parameters' | 'fields'>): boolean {
  return [...Object.keys(parameters), ...Object.keys(fields)].every((key) => /^\d+$/.test(key));
}

/**
 * Turns names into the numbers of this release.
 *
 * The same inputs give the same result, by name or by number, in any order. Missing inputs are not reported: the
 * listing does not tell which of them Cyclr can do without. Values are passed on as they are, null too; one of a closed set of
 * declared values, that was not given by number, must be a declared one, and is sent in the declared spelling.
 */
export function readInputs(method: ConnectorMethod, given: GivenInputs): ReadInputs {
  const index = indexOf(method);
  const problems = new InputProblems();
  const parameters = readParameters(index, given.parameters, problems);
  const reader = new FieldReader(index, problems);
  reader.read(given.fields);

  return {
    hasUnknownField: reader.hasUnknown,
    resolved() {
      problems.throwIfAny(method);
      const { fields } = reader;
      const inputs = { Parameters: parameters.numbered(), Fields: {}, Mergefields: given.mergeFields };
      if (!reader.needsBody) return { inputs: { ...inputs, Fields: reader.numbered() }, body: undefined, fields };
      const body = withHiddenFields(reader.body(), method.requestFields);
      problems.throwIfAny(method);
      return { inputs, body, fields };
    },
  };
}

/** As {@link readInputs}. @throws GatewayError `BAD_USER_INPUT` with everything that is wrong at once */
export function resolveInputs(method: ConnectorMethod, given: GivenInputs): ResolvedInputs {
  return readInputs(method, given).resolved();
}

type FoundParameters = FoundInputs<MethodParameter, FoundInput<MethodParameter>>;

function readParameters({ parameters, filled }: InputIndex, given: JsonObject, problems: InputProblems) {
  const found: FoundParameters = new FoundInputs('parameter', problems);
  for (const [key, value] of Object.entries(given)) {
    const path = ['parameters', key];
    const meant = parameters.find(key);
    const [filledIn] = meant.length > 0 ? [] : filled.parameters.find(key);
    const input = found.one(meant, path);
    if (filledIn !== undefined) problems.filled('parameter', filledIn.name, path);
    else if (meant.length === 0) problems.unknown('parameter', key, path, parameters);
    else if (input !== undefined) {
      const declared = key === input.id ? value : toDeclaredValue(input, value, path, problems);
      found.add({ input, value: declared, path });
    }
  }
  return found;
}
