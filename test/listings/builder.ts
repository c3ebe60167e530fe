/** A method listing as Cyclr gives it, made up with the shapes and sizes of a real one. */
export interface RawListing {
  readonly connector: string;
  readonly methods: readonly RawMethod[];
}

export interface RawMethod {
  readonly Id: number;
  readonly Name: string;
  readonly Description: string | null;
  readonly Category: string;
  readonly MethodType: string;
  readonly EndPoint: string;
  readonly MethodUniqueIdentifier: string;
  readonly Warning: null;
  readonly Parameters: readonly RawParameter[];
  readonly RequestFields: readonly RawField[];
  readonly ResponseFields: readonly RawField[];
}

interface RawInput {
  readonly Id: number;
  readonly Name: string;
  readonly Description: string | null;
  readonly IsOptional: boolean;
  readonly DataType: string;
  readonly TriggerName: string | null;
  readonly Values: readonly string[];
  readonly DisplayOrder: number;
  readonly Triggers: null;
}

export interface RawParameter extends RawInput {
  readonly TargetType: string;
  readonly TargetName: string;
  readonly IsSensitive: boolean;
}

export interface RawField extends RawInput {
  readonly Location: string;
}

/** A method in short: inputs and fields as {@link parseInput} reads them, separated by spaces. */
export interface MethodDraft {
  readonly name: string;
  readonly category: string;
  readonly endPoint: string;
  readonly parameters?: readonly string[];
  readonly request?: readonly string[];
  readonly response?: readonly string[];
}

export interface ListingDraft {
  readonly connector: string;
  /** The first digits of every identifier; tells listings apart. */
  readonly seed: number;
  readonly methods: readonly MethodDraft[];
}

/**
 * The listing of a draft. The same draft always gives the same listing.
 *
 * An input is `place`, then optionally `:Type`, `!` where it is required, `=a|b` for its values and `~Name` for a name
 * other than the words of its place.
 */
export function toListing({ connector, seed, methods }: ListingDraft): RawListing {
  let id = seed * 1_000_000;
  const input = (text: string, order: number): RawInput & { readonly place: string } => {
    const { place, type, required, values, name } = parseInput(text);
    id += 1;
    return {
      place,
      Id: id,
      Name: name ?? words(place),
      Description: order % 5 === 0 ? `The ${words(place).toLowerCase()} in the application.` : null,
      IsOptional: !required,
      DataType: type,
      TriggerName: place.endsWith('Id') ? `Lookup ${words(place)}s ` : null,
      Values: values,
      DisplayOrder: order,
      Triggers: null,
    };
  };
  const field = (text: string, order: number): RawField => {
    const { place, ...given } = input(text, order);
    return { Location: place, ...given };
  };
  const parameter = (text: string, order: number): RawParameter => {
    const { place, ...given } = input(text, order);
    // Cyclr fills it, and gives it no number of its own.
    if (place === 'Fields' && text.includes('-1')) return { ...mergeField(given), Id: -1 };
    return {
      TargetType: given.IsOptional ? 'QueryString' : 'MergeField',
      TargetName: place,
      IsSensitive: false,
      ...given,
    };
  };
  return {
    connector,
    methods: methods.map((draft, index) => ({
      Id: seed * 10_000 + index,
      Name: draft.name,
      Description: index % 2 === 0 ? `${draft.name} of the organisation that is connected.` : null,
      Category: draft.category,
      MethodType: 'Action',
      EndPoint: draft.endPoint,
      MethodUniqueIdentifier: `${String(seed).padStart(8, '0')}-7938-4433-8446-${String(index).padStart(12, '0')}`,
      Warning: null,
      Parameters: (draft.parameters ?? []).map(parameter),
      RequestFields: (draft.request ?? []).map(field),
      ResponseFields: (draft.response ?? []).map(field),
    })),
  };
}

function mergeField(given: RawInput): RawParameter {
  return {
    TargetType: 'MergeField',
    TargetName: 'Fields',
    IsSensitive: false,
    ...given,
    Name: 'Fields',
    IsOptional: false,
  };
}

function parseInput(text: string) {
  const [rest = '', name] = text.split('~');
  const [declared = '', values] = rest.split('=');
  const required = declared.endsWith('!') && !declared.endsWith('T!');
  const [, place = '', type = 'Text'] =
    /^(.*?)(?::(Text|Integer|Decimal|Float|Boolean|DateTime|File|Undefined))?$/.exec(
      required ? declared.slice(0, -1) : declared,
    ) ?? [];
  return {
    place: place.replace('#-1', ''),
    type,
    required,
    name,
    values: values === undefined ? [] : values.split('|'),
  };
}

/** "[Line].SalesItemLineDetail.UnitPrice" → "Unit Price" */
function words(place: string): string {
  const last = place
    .replaceAll(/[[\]\\]/g, '')
    .split('.')
    .slice(-2)
    .join(' ');
  return last
    .replaceAll(/([a-z\d])([A-Z])/g, '$1 $2')
    .replaceAll(/[_!:]/g, ' ')
    .trim()
    .replaceAll(/\b[a-z]/g, (letter) => letter.toUpperCase());
}

/** Fields at the same places, below another. */
export function below(prefix: string, fields: readonly string[]): readonly string[] {
  return fields.map((field) => `${prefix}.${field}`);
}

/** The words of a text that is laid out in lines. */
export function list(text: string): readonly string[] {
  return text.trim().split(/\s+/);
}

/** Exactly so many methods, parameters and fields, as a real listing has. */
export interface Size {
  readonly methods: number;
  readonly parameters: number;
  readonly fields: number;
}

export function sizeOf(methods: readonly Pick<RawMethod, 'Parameters' | 'RequestFields' | 'ResponseFields'>[]): Size {
  return {
    methods: methods.length,
    parameters: methods.reduce((sum, one) => sum + one.Parameters.length, 0),
    fields: methods.reduce((sum, one) => sum + one.RequestFields.length + one.ResponseFields.length, 0),
  };
}

/**
 * Fills drafts up to a size: methods that look something up, optional parameters, and fields of the kind that customers
 * add. `placed` says where a further field of a method stands, and none for a method that has no more.
 */
export function filledUp(
  drafts: readonly MethodDraft[],
  size: Size,
  filler: {
    readonly method: (index: number) => MethodDraft;
    readonly parameters: readonly string[];
    readonly field: (draft: MethodDraft, index: number) => string | undefined;
  },
): readonly MethodDraft[] {
  const methods = [...drafts];
  for (let index = 0; methods.length < size.methods; index++) methods.push(filler.method(index));
  if (methods.length > size.methods) throw new RangeError(`${methods.length} methods, and ${size.methods} fit.`);

  const parameters = methods.map((one) => [...(one.parameters ?? [])]);
  const response = methods.map((one) => [...(one.response ?? [])]);
  const count = (lists: readonly (readonly string[])[]) => lists.reduce((sum, one) => sum + one.length, 0);
  const requested = count(methods.map(({ request = [] }) => request));
  let missing = size.parameters - count(parameters);
  for (let round = 0; missing > 0; round++) {
    for (const [index, one] of parameters.entries()) {
      const next = filler.parameters[(index + round) % filler.parameters.length] ?? '';
      if (missing > 0 && methods[index]?.name.startsWith('List') === true && !one.includes(next)) {
        one.push(next);
        missing -= 1;
      }
    }
    if (round > filler.parameters.length) throw new RangeError(`${missing} parameters are missing.`);
  }
  let wanted = size.fields - requested - count(response);
  for (let round = 0; wanted > 0 && round < 1000; round++) {
    for (const [index, one] of response.entries()) {
      const draft = methods[index];
      const next = draft && wanted > 0 ? filler.field(draft, round) : undefined;
      if (next === undefined) continue;
      one.push(next);
      wanted -= 1;
    }
  }
  if (missing < 0 || wanted !== 0) throw new RangeError(`${missing} parameters and ${wanted} fields are missing.`);
  return methods.map((one, index) => ({
    ...one,
    parameters: parameters[index] ?? [],
    response: response[index] ?? [],
  }));
}
