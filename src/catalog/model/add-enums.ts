import type { Catalog, CatalogField, CatalogParameter } from '../catalog.ts';
import { type ChoiceHolder, createEnums, type Enums, isEnum, keptEnum } from './choices.ts';
import type { DeclaredMethod } from './declared.ts';
import { nounOfRecords } from './gather.ts';
import type { MethodInputs } from './method-inputs.ts';
import type { Member, Objects } from './objects.ts';
import type { TypeNames } from './type-names.ts';

/** What a catalog says of types, inputs and methods once their values have enums. */
export interface WithEnums {
  readonly enums: Enums;
  readonly types: Objects;
  readonly inputs: Objects;
  ofMethod(method: DeclaredMethod): {
    readonly parameters: readonly CatalogParameter[];
    readonly fields: readonly CatalogField[];
    readonly extra: string | undefined;
  };
}

/** Makes enums of the values of all types, inputs and methods, and gives these without what only enums need. */
export function addEnums(
  types: ReadonlyMap<string, readonly Member[]>,
  inputs: ReadonlyMap<string, readonly Member[]>,
  methods: ReadonlyMap<DeclaredMethod, MethodInputs>,
  before: Catalog | undefined,
  names: TypeNames,
  most: number,
): WithEnums {
  const beforeOf = new Map(before?.methods.map((one) => [one.identifier, one]));
  const holders = new Map<object, ChoiceHolder>();
  const add = (
    member: Member | MethodInputs['parameters'][number],
    key: string,
    owner: string,
    kept: string | undefined,
  ) => {
    const { choices } = member;
    if (choices === undefined || (kept === undefined && !isEnum(choices, member.type))) return;
    holders.set(member, { values: choices, kept, key, owner });
  };
  for (const [side, known] of [
    [types, before?.types],
    [inputs, before?.inputs],
  ] as const) {
    for (const [name, members] of side) {
      for (const one of members) add(one, one.key ?? name, name, keptEnum(known?.[name], one.key));
    }
  }
  for (const [method, { parameters, fields }] of methods) {
    const known = beforeOf.get(method.identifier);
    const owner = nounOfRecords(method);
    for (const one of parameters) {
      const kept = known?.parameters?.find(({ targetName }) => targetName === one.targetName)?.enum;
      add(one, one.targetName, owner, kept);
    }
    for (const one of fields) add(one, one.key ?? '', owner, keptEnum(known?.fields, one.key));
  }
  const { enums, enumOf } = createEnums([...holders.values()], before?.enums ?? {}, names, most);

  function settled<Given extends Member | MethodInputs['parameters'][number]>(one: Given) {
    const { choices, ...rest } = one;
    const holder = holders.get(one);
    return {
      ...rest,
      enum: holder === undefined ? undefined : enumOf(holder),
      values: holder === undefined && !isPlainTruth(one) ? choices : undefined,
    };
  }
  const settledAll = (side: ReadonlyMap<string, readonly Member[]>): Objects =>
    Object.fromEntries(Array.from(side, ([name, members]) => [name, members.map(settled)]));
  return {
    enums,
    types: settledAll(types),
    inputs: settledAll(inputs),
    ofMethod: (method: DeclaredMethod) => {
      const { parameters = [], fields = [], extra } = methods.get(method) ?? {};
      return { parameters: parameters.map(settled), fields: fields.map(settled), extra };
    },
  };
}

/** Whether values say no more than that it is a Boolean. */
function isPlainTruth({ type, choices }: Pick<Member, 'type' | 'choices'>): boolean {
  return type === 'Boolean' && choices?.every((value) => /^(?:true|false)$/i.test(value.trim())) === true;
}
