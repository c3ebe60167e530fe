import { isAskedFor, isForCallers } from '../connectors/input-declared.ts';
import { judgeMethod } from '../connectors/kind.ts';
import { formatLocation, parseLocation } from '../connectors/location.ts';
import { isAboutAnswer } from '../connectors/record-list.ts';
import type { ConnectorMethod, MethodField, MethodKind, MethodParameter } from '../connectors/method.ts';
import { recordsLocation } from '../connectors/records.ts';
import { type DataType, dataTypes } from '../connectors/value.ts';
import type { CatalogMethod, KindOverride } from './catalog.ts';
import { isPlainList } from './english.ts';
import type { MethodOverride } from './config.ts';
import type { Identified } from './method-names.ts';
import type { Declared, DeclaredField, DeclaredMethod, DeclaredParameter } from './model/declared.ts';

/** What a listed method declares, as far as a call by name can mean it. `note` takes what is left out and why. */
export function toDeclared(
  method: Identified,
  field: string,
  override: MethodOverride,
  before: CatalogMethod | undefined,
  note: (what: string) => void,
): DeclaredMethod {
  const { uniqueIdentifier, category, parameters, requestFields, responseFields } = method;
  const name = filled(method.name) ?? `Method ${uniqueIdentifier}`;
  const declaredOf = (input: MethodParameter | MethodField, place: string, required: boolean): Declared => ({
    name: filled(input.name) ?? place,
    type: override.types?.[place] ?? toDataType(input.dataType),
    isOverridden: override.types?.[place] !== undefined,
    values: valuesOf(input.values),
    description: filled(input.description, longestProse),
    required,
  });
  const toParameter = (one: MethodParameter): DeclaredParameter => {
    // Without a merge field there is no URL to send a call to.
    const required = one.targetType === 'MergeField' && isAskedFor(one);
    const asked = !required && isAskedFor(one);
    return { targetName: one.targetName, asked, ...declaredOf(one, one.targetName, required) };
  };
  const toField = (one: MethodField, isSent: boolean): DeclaredField => {
    const location = one.location.trim() === '' ? '.' : one.location;
    return { location, ...declaredOf(one, location, isSent && isAskedFor(one)) };
  };
  const left = (what: string) => (why: string) => note(`${what} ${why}, and left out.`);
  return {
    field,
    identifier: uniqueIdentifier,
    name,
    category: filled(category),
    kind: (override.kind ?? evidenceOf(method))?.is ?? kindByName(method),
    records: override.records === undefined ? recordsOf(method, before) : (override.records ?? undefined),
    parameters: named(
      parameters.filter(isForCallers).map(toParameter),
      ({ targetName }) => targetName,
      left('parameters'),
    ),
    requestFields: named(
      requestFields.filter(isForCallers).map((one) => toField(one, true)),
      ({ location }) => location,
      left('fields'),
    ),
    responseFields: firsts(responseFields.map((one) => toField(one, false))),
  };
}

/** The kind of a method where its endpoint says more than its name: a catalog has no endpoints. */
export function evidenceOf(method: ConnectorMethod): KindOverride | undefined {
  const { kind, reason } = judgeMethod({ ...method, methodType: 'Action' });
  return kind === kindByName(method) ? undefined : { is: kind, reason };
}

function kindByName({ name }: ConnectorMethod): MethodKind {
  return judgeMethod({ name: filled(name) ?? '', methodType: 'Action', endPoint: null }).kind;
}

/**
 * Where the records of the answer stand. "Get Estimate" answers with one estimate, whose lines are details of it, so a
 * list that only some fields point into has the records only where the name says that several are answered, or where the
 * list says nothing of what is in it (`records`) and all other fields are about the answer, such as a total. A method that
 * answered with one record goes on doing so.
 */
function recordsOf({ name, responseFields }: ConnectorMethod, before: CatalogMethod | undefined): string | undefined {
  const location = recordsLocation(responseFields);
  if (location === undefined) return undefined;
  const list = formatLocation(location);
  const beside = responseFields.filter((field) => field.location !== list && !field.location.startsWith(`${list}.`));
  if (beside.length === 0 || /^\W*(?:list|search|find|query|lookup|export|download)/i.test(name)) return list;
  const isPlain = isPlainList(location.at(-1)?.key ?? '');
  const isOfRecords = isPlain && beside.every((field) => isAboutAnswer(parseLocation(field.location)));
  return isOfRecords && (before === undefined || before.records !== undefined) ? list : undefined;
}

function toDataType(declared: string): DataType {
  return dataTypes.find((type) => type.toLowerCase() === declared.trim().toLowerCase()) ?? 'Undefined';
}

/** A longer list is not made an enum: nobody can choose from it. */
const mostValues = 200;

function valuesOf(values: readonly string[]): readonly string[] | undefined {
  const given = [...new Set(values)].filter((value) => value.trim() !== '' && value.length <= longestText);
  return given.length > 0 && given.length <= mostValues ? given : undefined;
}

const longestText = 500;
export const longestProse = 5000;

export function filled(text: string | null, longest: number = longestText): string | undefined {
  return text === null || text.trim() === '' ? undefined : text.trim().slice(0, longest).toWellFormed();
}

/** Those that a call can give by name. */
function named<Input>(
  inputs: readonly Input[],
  placeOf: (input: Input) => string,
  note: (why: string) => void,
): readonly Input[] {
  return [...Map.groupBy(inputs, placeOf)].flatMap(([place, alike]) => {
    const why = alike.length > 1 ? 'are several' : whyNoName(place);
    if (why === undefined) return alike;
    note(`at "${place.slice(0, 100)}" ${why}`);
    return [];
  });
}

function whyNoName(place: string): string | undefined {
  if (place.trim() === '') return 'have no name';
  if (place.length > longestText) return 'have too long a name';
  // A key of digits alone is a number to a call by name.
  return /^\d+$/.test(place) ? 'cannot be told from numbers' : undefined;
}

/** Two fields of one location say the same of an answer. */
function firsts(fields: readonly DeclaredField[]): readonly DeclaredField[] {
  const known = fields.filter(({ location }) => location.length <= longestText).toReversed();
  return [...new Map(known.map((field) => [field.location, field])).values()].toReversed();
}
