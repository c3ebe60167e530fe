import type { ConnectorMethod, MethodField, MethodParameter } from '../../src/connectors/method.ts';
import { aField, aMethod, aParameter, identifier } from '../connectors/listing-methods.ts';

const verbs = ['List', 'Get', 'Create', 'Update', 'Delete', 'Search', 'Find', 'Count', 'Upsert', 'Describe'];
const objects = [
  'Contact',
  'contact',
  'Contact’s Owner',
  "Contact's Owner",
  'Order/Line (Trigger)',
  '2FA Code: new?',
  'type',
  '__typename',
  '__proto__',
  'constructor',
  'null',
  'Query',
  'Größe',
  '名前',
  '🙂',
  '“Curly” Name',
  'id',
  'ID',
  'json',
  'A very long name of an object '.repeat(6),
];
const types = ['Text', 'Integer', 'Float', 'Decimal', 'Boolean', 'DateTime', 'File', 'Undefined', 'Whatever', ''];
const keys = [
  'Id',
  'id',
  'ID',
  'i d',
  '@id',
  '#cdata-section',
  '$contains',
  '2nd',
  'json',
  'value',
  'toString',
  '__proto__',
  'first name',
  'firstName',
  'first_name',
  '名前',
  'soapenv:Envelope',
  '\\dotted.key\\',
  'true',
];
const shapes = [
  (key: string) => `[records].${key}`,
  (key: string) => `[records].address.${key}`,
  (key: string) => `[records].[lines].${key}`,
  (key: string) => `[records].[lines].item.${key}`,
  (key: string) => `[records].[${key}]`,
  (key: string) => `[records].${key}.inner`,
  (key: string) => `[records].lines.${key}`,
  (key: string) => key,
  (key: string) => `[].${key}`,
];
const values: readonly string[] = ['Open', 'open', 'In progress', 'IN_PROGRESS', '1st', 'true', '', '“x”'];

/**
 * A listing as nasty as they come: `fields` response fields over `methods` methods, names that clash, that begin with
 * digits, that GraphQL has no letters for; locations that contradict each other; types that do not exist. One in fifty
 * methods has 300 fields.
 */
export function nastyListing(methods: number, fields: number): readonly ConnectorMethod[] {
  const each = Math.max(1, Math.floor((fields - 300 * Math.floor(methods / 50)) / methods));
  return Array.from({ length: methods }, (_, index) => {
    const object = at(objects, Math.floor(index / verbs.length));
    return aMethod({
      uniqueIdentifier: identifier(index),
      name:
        index % 97 === 96 ? '' : `${at(verbs, index)} ${object}${index >= 200 ? ` ${Math.floor(index / 200)}` : ''}`,
      category: index % 3 === 0 ? null : `Category ${index % 7}`,
      description: index % 4 === 0 ? `${object}, as it is.` : null,
      parameters: Array.from({ length: index % 4 }, (_none, number) => nastyParameter(index + number)),
      requestFields: /^(?:Create|Update|Upsert)/.test(at(verbs, index)) ? nastyFields(Math.min(each, 40), index) : [],
      responseFields: nastyFields(index % 50 === 49 ? 300 + each : each, index),
    });
  });
}

function nastyFields(count: number, seed: number): readonly MethodField[] {
  return Array.from({ length: count }, (_, number) => {
    const round = Math.floor(number / keys.length);
    const key = `${at(keys, number)}${round === 0 ? '' : round}`;
    return aField({
      id: String(number),
      location: at(shapes, seed % 5 === 0 ? number + seed : number % 2)(key),
      name: number % 11 === 0 ? '' : `Field ${number} of /'()?:’`,
      dataType: at(types, number + seed),
      values: number % 13 === 0 ? values : [],
      description: number % 6 === 0 ? '"""\\ as it stands' : null,
    });
  });
}

function nastyParameter(seed: number): MethodParameter {
  return aParameter({
    id: String(seed),
    targetName: at(['count', 'Count', 'id', '123', '', 'CYCLR page:size', '2', 'input'], seed),
    targetType: at(['MergeField', 'QueryString', 'HttpHeader'], seed),
    dataType: at(types, seed),
    optional: seed % 3 === 0,
    values: seed % 7 === 0 ? values : [],
  });
}

function at<Item>(items: readonly Item[], index: number): Item {
  return items[index % items.length] as Item;
}
