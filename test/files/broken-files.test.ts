import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { largestCatalogBytes, readCatalog } from '../../src/catalog/parse.ts';
import { largestCatalogConfigBytes, readCatalogConfig } from '../../src/catalog/config.ts';
import { readCatalogs } from '../../src/catalog/files.ts';
import { DocumentError } from '../../src/files/fault.ts';
import { readPersistedDocuments } from '../../src/http/documents/persisted-manifest.ts';
import { readPolicy } from '../../src/policy/policy.ts';
import { largestScenarioBytes, readDefinition, readScenario } from '../../src/sandbox/server.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'broken-'));
});
afterEach(() => rm(folder, { recursive: true }));

async function write(text: string, name = 'file.json'): Promise<string> {
  const file = join(folder, name);
  await writeFile(file, text);
  return file;
}

/** The message without the folder, or "none". */
async function faultsOf(reading: Promise<unknown>): Promise<string> {
  return reading.then(
    () => 'none',
    (error: unknown) => {
      if (!(error instanceof DocumentError)) throw error;
      return error.message.replaceAll(`${folder}/`, '').replaceAll(folder, 'FOLDER');
    },
  );
}

const guid = '3e5701e2-2db2-4f19-ba18-502cb637fc17';

interface Kind {
  readonly noun: string;
  readonly read: (file: string) => Promise<unknown>;
  /** Texts with the lines of the message behind its first. */
  readonly broken: readonly (readonly [text: string, ...faults: string[]])[];
}

const kinds: readonly Kind[] = [
  {
    noun: 'policy',
    read: readPolicy,
    broken: [
      [
        '{ "rules": [\n  { "name": "a", "effect": "allow", "role": ["x"] }\n] }',
        'line 2: rules[0].roles is missing; expected a list.',
        'line 2: rules[0] has the unknown key "role". Did you mean "roles"?',
      ],
      [
        '{ rules: [ // one\n  { name: "a", effect: "Deny", roles: ["x"], kind: "write" },\n] }',
        'line 2: rules[0].effect must be "allow" or "deny"; got "Deny". Did you mean "deny"?',
        'line 2: rules[0].kind must be "READ" or "WRITE"; got "write". Did you mean "WRITE"?',
      ],
      [
        '{ "rules": [{ "name": "a", "effect": "deny", "roles": ["*"],\n"accounts": ["a b"] }] }',
        'line 2: rules[0].accounts[0] must be the id of an account: 1 to 128 visible ASCII characters; got "a b".',
      ],
    ],
  },
  {
    noun: 'catalog',
    read: readCatalog,
    broken: [
      [
        `{ "connector": "MailChimp", "field": "mailChimp", "methods": [\n{ "field": "a", "identifier": "${guid}", "name": "Get Contact", "catgory": "x",\n"kind": { "is": "Read" } }] }`,
        'line 2: method 1, "Get Contact" of MailChimp has the unknown key "catgory". Did you mean "category"?',
        'line 3: method 1, "Get Contact" of MailChimp: kind.is must be "READ" or "WRITE"; got "Read". Did you mean "READ"?',
        'line 3: method 1, "Get Contact" of MailChimp: kind.reason is missing; expected a string.',
      ],
      [
        `{ "connector": "MailChimp", "field": "mail chimp", "methods": [] }`,
        'line 1: field must be a GraphQL name: letters, digits and _, and neither a digit nor __ at the beginning; got "mail chimp".',
        'line 1: methods is empty.',
      ],
      [
        `{ "connector": "X", "field": "x", "methods": [\n{ "field": "a", "identifier": "${guid}", "name": "A" },\n{ "field": "a", "identifier": "${guid}", "name": "B",\n"parameters": [{ "targetName": "id", "name": "id", "type": "Text" },\n{ "targetName": "id", "name": "id", "type": "Text" }] }] }`,
        'line 3: method 2, "B" of X: field is that of method 1, "A" already. Each method needs its own.',
        'line 3: method 2, "B" of X: identifier is that of method 1, "A" already. Each method needs its own.',
        'line 5: method 2, "B" of X: parameters[1].targetName is "id", as that of parameters[0]. Leave one of them out.',
      ],
    ],
  },
  {
    noun: 'config',
    read: readCatalogConfig,
    broken: [
      [
        '{ "connectors": [\n{ "connector": "MailChimp", "method": ["List *"] },\n{ "connector": "MailChimp" }] }',
        'line 2: connector 1, "MailChimp" has the unknown key "method". Did you mean "methods"?',
      ],
      [
        '{ "connectors": [\n{ "connector": "MailChimp" },\n{ "connector": "MailChimp" }] }',
        'line 3: connector 2, "MailChimp" is connector 1 again. Put both into one.',
      ],
      [
        '{ "connectors": [{ "connector": "X", "overrides": {\n"List": { "types": { "id": "integer" } } } }] }',
        'line 2: connector 1, "X": overrides.List.types.id must be "Text", "Integer", "Float", "Decimal", "Boolean", "DateTime", "File" or "Undefined"; got "integer". Did you mean "Integer"?',
      ],
      ['{ connectors: [] }', 'line 1: connectors is empty, so nothing would be pulled.'],
    ],
  },
  {
    noun: 'manifest of persisted documents',
    read: (file) => readPersistedDocuments([file]),
    broken: [
      [
        '{\n"one": "{ a }",\n"two": "{"\n}',
        'line 3: document "two" is not a GraphQL document: Syntax Error: Expected Name, found <EOF>.',
      ],
      ['{\n"one": "{ a }",\n"two": 2\n}', 'line 3: document "two" must be a string; got 2.'],
      ['{ "a": "{ a }",\n"a": "{ b }" }', 'line 2: the key "a" is there twice.'],
      [
        '{ "format": "apollo-persisted-query-manifest", "operations": [\n{ "id": "x", "body": 1 },\n{ "body": "{ a }" }] }',
        'line 2: operation 1, "x": body must be a string; got 1.',
        'line 3: operation 2: id is missing; expected a string.',
      ],
      [
        '{ "format": "apollo-persisted-query-manifest", "operations": [\n{ "id": "x", "body": "{ a }" },\n{ "id": "x", "body": "{ b }" }] }',
        'line 3: operation 2, "x" has the id of another document, whose text differs.',
      ],
      [
        '"x"',
        'line 1: the manifest of persisted documents must be an object of documents by id, or an apollo-persisted-query-manifest; got "x".',
      ],
    ],
  },
  {
    noun: 'scenario',
    read: readScenario,
    broken: [
      [
        '{ "connectors": [],\n"accounts": [{ "Id": "a", "Name": "b" }],\n"acounts": [] }',
        'line 3: the scenario has the unknown key "acounts". Did you mean "accounts"?',
      ],
      [
        scenarioText(`{"Name": 1,\n"methods": [{ "Name": "y", "Anser": {},\n"answer": { "kind": "lst" } }] }`),
        'line 2: connectors[0].Name must be a string; got 1.',
        'line 3: connectors[0].methods[0] has the unknown key "Anser". Did you mean "answer"?',
        'line 4: connectors[0].methods[0].answer.kind must be "canned", "sequence", "choice", "text", "empty", "failure", "http", "list", "get", "count", "insert", "update" or "delete"; got "lst". Did you mean "list"?',
      ],
      ['{ "connectors": [], "accounts": [] }', 'line 1: accounts is empty.'],
      [
        '{ connectors: [{ Name: "x", methods: [] }], // JSON5\naccounts: [{ Id: "a", Name: "b", accountConnectors: [\n{ Name: "c", connector: "xy" },\n{ Name: "d", connector: "x", version: "2" },\n{ Name: "e", connector: "x", release: 7 }] }] }',
        'line 3: accounts[0].accountConnectors[0].connector names the connector "xy", which does not exist. Did you mean "x"?',
        'line 4: accounts[0].accountConnectors[1].version is "2", which is not a version of "x".',
        'line 5: accounts[0].accountConnectors[2].release is 7, which is not a release of "x".',
      ],
      [
        `{ "connectors": [],\n"accounts": [{ "Id": "a", "Name": "A" },\n{ "Id": "a", "Name": "B" }] }`,
        'line 3: accounts[1].Id is "a", as accounts[0].Id is already. Each account needs its own.',
      ],
      [
        scenarioText(
          `{ "Name": "x", "methods": [{ "Name": "y", "Parameters": [{ "Name": "Key", "TargetName": "id" }],\n"answer": { "kind": "get", "of": "z", "by": { "parameter": "ID" } } },\n{ "Name": "z", "answer": { "kind": "choice", "by": { "field": "f" }, "cases": {\n"a b": { "kind": "canned", "text": "", "body": 1 } }, "otherwise": { "kind": "empty", "as": "null" } } }] }`,
        ),
        'line 3: connectors[0].methods[0].answer.by names the parameter "ID", which does not exist. Did you mean "id"?',
        'line 4: connectors[0].methods[1].answer.by names the request field "f", which does not exist.',
        'line 5: connectors[0].methods[1].answer.cases["a b"].text is one too many: an answer has one of "body", "text" and "base64".',
      ],
      [
        scenarioText(
          `{ "Name": "x", "methods": [{ "Name": "List Pets" }],\n"Triggers": [{ "Name": "t", "method": "List Pet", "IdentifierKey": "a", "HumanReadableKey": "b" }] }`,
        ),
        'line 3: connectors[0].Triggers[0].method names the method "List Pet", which does not exist. Did you mean "List Pets"?',
      ],
      [
        `{ "connectors": [], "accounts": [{ "Id": "a", "Name": "A" }], "definitions": [\n{},\n{ "Name": "x", "Methods": [{}] },\n{ "Name": "y", "Methods": [], "Triggers": [{ "Name": "t", "MethodName": 5 }] }] }`,
        'line 2: definitions[0].Name is missing; expected a string.',
        'line 3: definitions[1].Methods[0].Name is missing; expected a string.',
        'line 4: definitions[2].Triggers[0].MethodName must be a string; got 5.',
        'line 4: definitions[2].Triggers[0].IdentifierKey is missing; expected a string.',
        'line 4: definitions[2].Triggers[0].HumanReadableKey is missing; expected a string.',
      ],
      [
        `{ "connectors": [], "accounts": [{ "Id": "a", "Name": "A" }], "definitions": [{ "Name": "y", "Methods": [\n{ "Name": "List Pets", "MethodUniqueIdentifier": "${guid}" },\n{ "Name": "List Pets", "MethodUniqueIdentifier": "${guid.toUpperCase()}" }],\n"Triggers": [{ "Name": "t", "MethodName": "Lost Pets", "IdentifierKey": "a", "HumanReadableKey": "b" }] }] }`,
        `line 3: definitions[0].Methods[1].MethodUniqueIdentifier is "${guid.toUpperCase()}", as definitions[0].Methods[0].MethodUniqueIdentifier is already. Each method needs its own.`,
        'line 4: definitions[0].Triggers[0].MethodName names the method "Lost Pets", which does not exist. Did you mean "List Pets"?',
      ],
      [
        scenarioText(
          `{ "Name": "x", "methods": [{ "Name": "m", "Id": 5,\n"Parameters": [{ "Name": "p", "Id": 8 }],\n"RequestFields": [{ "Name": "f", "Location": "f", "Id": 8 },\n{ "Name": "g", "Location": "g", "Id": 8 }] }] },\n{ "Name": "X", "methods": [] },\n{ "Name": "x", "Version": "2", "methods": [{ "Name": "m", "Id": 5 }] }`,
        ),
        'line 5: connectors[0].methods[0].RequestFields[1].Id is 8, as connectors[0].methods[0].RequestFields[0].Id is already. Each field of a method needs its own.',
        'line 6: connectors[1].Name is "X", as connectors[0].Name is already. Each connector needs a name of its own, or a version.',
        'line 7: connectors[2].methods[0].Id is 5, as connectors[0].methods[0].Id is already. Each method needs its own.',
      ],
      [
        `{ "connectors": [{ "Name": "x", "methods": [] }], "accounts": [{ "Id": "a", "Name": "A", "accountConnectors": [\n{ "Id": 1, "Name": "n", "connector": "x" },\n{ "Id": 1, "Name": "N", "connector": "X",\n"AuthValue": 5 }] }] }`,
        'line 4: accounts[0].accountConnectors[1].AuthValue must be a string; got a value that is not shown here.',
      ],
      [
        `{ "connectors": [{ "Name": "x", "methods": [] }], "accounts": [{ "Id": "a", "Name": "A", "accountConnectors": [\n{ "Id": 1, "Name": "n", "connector": "x" },\n{ "Id": 1, "Name": "N", "connector": "X" }] }] }`,
        'line 3: accounts[0].accountConnectors[1].Id is 1, as accounts[0].accountConnectors[0].Id is already. Each account connector needs its own.',
        'line 3: accounts[0].accountConnectors[1].Name is "N", as accounts[0].accountConnectors[0].Name is already. Each account connector of an account needs its own.',
      ],
    ],
  },
  {
    noun: 'definition',
    read: readDefinition,
    broken: [
      [
        '{ "Methods": [\n{}] }',
        'line 1: Name is missing; expected a string.',
        'line 2: Methods[0].Name is missing; expected a string.',
      ],
      [
        '{ "Nmae": "x", "Methods": [\n{ "Nam": "y", "ResponseFormat": { "Fields": [{ "ConectorField": "id" }] } },\n{ "Other": 1 }] }',
        'line 1: Name is missing; expected a string. Is it meant by "Nmae"?',
        'line 2: Methods[0].Name is missing; expected a string. Is it meant by "Nam"?',
        'line 2: Methods[0].ResponseFormat.Fields[0].ConnectorField is missing; expected a string. Is it meant by "ConectorField"?',
        'line 3: Methods[1].Name is missing; expected a string.',
      ],
      [
        '{ "Name": "x", "Methods": [{ "Name": "List Pets" }],\n"Triggers": [{ "Name": "t", "MethodName": "List Pet", "IdentifierKey": "a", "HumanReadableKey": "b" }] }',
        'line 2: Triggers[0].MethodName names the method "List Pet", which does not exist. Did you mean "List Pets"?',
      ],
    ],
  },
];

/** A scenario of some connectors, which begin in its second line. */
function scenarioText(connectors: string): string {
  return `{ "accounts": [{ "Id": "a", "Name": "A" }], "connectors": [\n${connectors}] }`;
}

describe.each(kinds)('a $noun', ({ noun, read, broken }) => {
  test.each(broken)('that is %j is refused with every fault', async (text, ...faults) => {
    const message = await faultsOf(read(await write(text)));
    expect(message.split('\n')).toEqual([`The ${noun} file.json cannot be used:`, ...faults.map((one) => `  ${one}`)]);
  });

  test('that is not there, not JSON or not UTF-8 is refused in the same words as any other', async () => {
    const message = async (text: string) => (await faultsOf(read(await write(text)))).split('\n').slice(1);
    expect(await faultsOf(read(join(folder, 'none.json')))).toContain('file cannot be read: there is no such file.');
    expect(await message('{\n"a"')).toEqual([
      '  line 2: it is not JSON: the text ends before every bracket is closed.',
    ]);
    expect(await message('['.repeat(100_000))).toEqual([
      '  line 1: lists and objects may be nested 100 levels deep; got more.',
    ]);
    await writeFile(join(folder, 'latin.json'), Buffer.from('{\n"\u00E9": 1 }', 'latin1'));
    expect(await faultsOf(read(join(folder, 'latin.json')))).toContain('line 2: the text is not UTF-8');
  });
});

test('a catalog, its config and a scenario have limits', async () => {
  const texts = {
    catalog: `{"connector":"X","field":"x","methods":[{"field":"a","identifier":"${guid}","name":"A"}]}`,
    config: '{"connectors":[{"connector":"X"}]}',
    scenario: '{"connectors":[],"accounts":[{"Id":"a","Name":"A"}]}',
  };
  const over = (most: number) => `  the file is larger than ${most} bytes, the limit.`;
  for (const [read, text, most] of [
    [readCatalog, texts.catalog, largestCatalogBytes],
    [readCatalogConfig, texts.config, largestCatalogConfigBytes],
    [readScenario, texts.scenario, largestScenarioBytes],
  ] as const) {
    expect(await faultsOf(read(await write(text.padEnd(most))))).toBe('none');
    expect(await faultsOf(read(await write(text.padEnd(most + 1))))).toContain(over(most));
  }
});

describe('a directory of catalogs', () => {
  const catalog = (connector: string, field: string) =>
    `{"connector":"${connector}","field":"${field}","methods":[{"field":"a","identifier":"${guid}","name":"A"}]}`;

  test('is refused with the faults of all of its files', async () => {
    await write('{', 'a.json');
    await write(catalog('B', 'b'), 'b.json');
    await write(catalog('C', '1c'), 'c.json');
    expect((await faultsOf(readCatalogs(folder))).split('\n')).toEqual([
      'The catalogs in FOLDER cannot be used:',
      '  a.json, line 1: it is not JSON: the text ends before every bracket is closed.',
      '  c.json, line 1: field must be a GraphQL name: letters, digits and _, and neither a digit nor __ at the beginning; got "1c".',
    ]);
  });

  test('is refused where two cannot stand beside each other', async () => {
    await write(catalog('A', 'a'), 'a.json');
    await write(catalog('A', 'b'), 'b.json');
    await write(catalog('C', 'a'), 'c.json');
    expect((await faultsOf(readCatalogs(folder))).split('\n').slice(1)).toEqual([
      '  b.json: the connector "A" has a catalog already: a.json. Delete one of them.',
      '  c.json: the field "a" is that of a.json already. Give another "field" in connectors.config.json.',
    ]);
  });

  test('that is not there has none, or is refused', async () => {
    expect(await readCatalogs(join(folder, 'none'), 'none')).toEqual([]);
    expect(await faultsOf(readCatalogs(join(folder, 'none')))).toBe(
      'The directory of catalogs none cannot be used:\n  there is no such directory.',
    );
  });
});

test('manifests are refused with the faults of all of them', async () => {
  const files = [
    await write('{"a":"{"}', 'a.json'),
    await write('{"b":"{ b }"}', 'b.json'),
    await write('[]', 'c.json'),
  ];
  expect((await faultsOf(readPersistedDocuments(files))).split('\n')).toEqual([
    'The manifests of persisted documents cannot be used:',
    '  a.json, line 1: document "a" is not a GraphQL document: Syntax Error: Expected Name, found <EOF>.',
    expect.stringMatching(/^ {2}c\.json, line 1: the manifest of persisted documents must be/),
  ]);
});
