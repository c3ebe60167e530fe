import { parseLocation } from '../../connectors/location.ts';
import type { ConnectorMethod, MethodField, MethodParameter } from '../../connectors/method.ts';
import { parseInputPath, type InputPath } from '../../connectors/reconcile-rule.ts';
import { nameOf } from './envelope.ts';
import type { PagingInput } from './paging.ts';

const setOf = (names: string): ReadonlySet<string> => new Set(names.split(' '));

export type PagingRole = 'page' | 'offset' | 'size' | 'cursor' | 'keyset' | 'url' | 'recordsUrl';

/** What an input of such a name takes, without case and marks: `page[number]` is `pagenumber`. */
const roles: Readonly<Record<PagingRole, ReadonlySet<string>>> = {
  page: setOf('page pagenumber pageno pagenum pageindex currentpage startpage cyclrpagenumber'),
  offset: setOf(
    'offset skip start startat startindex startposition startrow firstresult recordoffset pageoffset sysparmoffset cyclrpageoffset',
  ),
  size: setOf(
    'limit pagesize perpage count top maxresults size rows take numperpage resultsperpage itemsperpage maxrecords pagelimit recordlimit sysparmlimit first cyclrpagesize',
  ),
  cursor: setOf(
    'cursor pagetoken nextpagetoken nexttoken nextcursor after pageafter pagecursor continuationtoken scrollid marker bookmark exclusivestartkey nextpageid startcursor cyclrpagetoken',
  ),
  keyset: setOf(
    'startingafter startafter sinceid afterid minid lastid idgt idafter fromid lastrecordid lastseenid greaterthanid',
  ),
  url: setOf('nexturl nextpageurl nextlink next nextpage nexthref pageurl cyclrpagenexturl'),
  recordsUrl: setOf('nextrecordsurl querylocator recordsurl locator'),
};

/** The inputs of a method that have to do with pages, the first of each kind. */
export type PagingInputs = Readonly<Partial<Record<PagingRole, PagingInput>>>;

export type MethodInputs = Pick<ConnectorMethod, 'parameters' | 'requestFields'>;

export function pagingInputsOf(method: MethodInputs): PagingInputs {
  const found: Partial<Record<PagingRole, PagingInput>> = {};
  for (const { input, names, isDate } of inputsOf(method)) {
    const role = isDate ? undefined : roleOf(names);
    if (role !== undefined) found[role] ??= input;
  }
  return found;
}

/** The input that a rule names. */
export function inputAt(method: MethodInputs, path: InputPath): PagingInput | undefined {
  const { of, key = '' } = parseInputPath(path) ?? {};
  const wanted = nameOf(key);
  return inputsOf(method).find(({ input, names }) => input.of === of && names.includes(wanted))?.input;
}

/** By the names that parameters have in a URL: the parameter of a query. */
export function inputsByQuery({ parameters }: MethodInputs): Readonly<Record<string, PagingInput>> {
  return Object.fromEntries(
    parameters
      .filter(({ targetType }) => targetType !== 'HttpHeader')
      .map(({ id, targetName }) => [targetName.toLowerCase(), { of: 'parameters', id, name: targetName } as const]),
  );
}

/** The same of a name alone. */
export function pagingRoleOfName(name: string, dataType: string | undefined): PagingRole | undefined {
  return dataType === 'DateTime' ? undefined : roleOf([nameOf(name)]);
}

/** What an input of a read does for its pages: it takes the place in the list, or the size of a page. */
export function pagingMarkOf(
  method: MethodInputs,
): (input: MethodParameter | MethodField) => 'place' | 'size' | undefined {
  const { size, ...places } = pagingInputsOf(method);
  const marked = new Map(Object.values(places).map(({ of, id }) => [`${of} ${id}`, 'place' as const]));
  const isSize = ({ of, id }: PagingInput) => size?.of === of && size.id === id;
  return (input) => {
    const known = { of: 'targetName' in input ? 'parameters' : 'fields', id: input.id, name: '' } as const;
    return isSize(known) ? 'size' : marked.get(`${known.of} ${known.id}`);
  };
}

function roleOf(names: readonly string[]): PagingRole | undefined {
  const known = Object.keys(roles) as PagingRole[];
  for (const name of names) {
    const role = known.find((one) => roles[one].has(name));
    if (role !== undefined) return role;
  }
  return undefined;
}

interface NamedInput {
  readonly input: PagingInput;
  /** Without case and marks, the most telling first. */
  readonly names: readonly string[];
  /** "After" and "start" are as often about days. */
  readonly isDate: boolean;
}

function inputsOf({ parameters, requestFields }: MethodInputs): readonly NamedInput[] {
  return [
    ...parameters.map(({ id, targetName, name, dataType }) => ({
      input: { of: 'parameters', id, name: targetName } as const,
      names: [nameOf(targetName), nameOf(name)],
      isDate: dataType === 'DateTime',
    })),
    ...requestFields.flatMap(({ id, location, name, dataType }) => {
      const steps = parseLocation(location);
      const last = steps.at(-1)?.key ?? '';
      if (steps.some(({ many }) => many)) return [];
      const input = { of: 'fields', id, name: last } as const;
      return [{ input, names: [nameOf(location), nameOf(last), nameOf(name)], isDate: dataType === 'DateTime' }];
    }),
  ];
}
