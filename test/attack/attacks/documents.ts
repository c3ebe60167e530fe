import { asked, type Attack, times } from '../attempt.ts';

const nested = (levels: number, field = 'x') => `{ ${field} `.repeat(levels) + '}'.repeat(levels);
const lists = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const aliases = (count: number) => times(count, (index) => `a${index}: __typename`);
const doubling = times(60, (at) => `fragment F${at} on Query { a: x { ...F${at + 1} } b: x { ...F${at + 1} } }`);
const call = (inputs: string) =>
  `mutation { callConnectorMethod(accountConnectorId: 1873, method: "Create Contact", fields: ${inputs}) }`;

const tooMuch = /^400 LIMIT_EXCEEDED$/;
const refused = /^400 (?:LIMIT_EXCEEDED|GRAPHQL_(?:PARSE|VALIDATION)_FAILED)$/;

/** Documents that ask for too much, or tell what they should not. */
export const documentAttacks: readonly Attack[] = [
  asked('2,001 tokens', tooMuch, `{ x { ${times(1996, () => '__typename')} } }`),
  asked('900,000 brackets', tooMuch, '{'.repeat(900_000)),
  asked('450,000 fields', tooMuch, `{ ${'a '.repeat(450_000)} }`),
  asked('13 levels', tooMuch, nested(13)),
  asked('600 levels', tooMuch, nested(600)),
  asked('51 aliases', tooMuch, `{ x { ${aliases(51)} } }`),
  asked('51 root fields', tooMuch, `{ ${times(51, () => '__typename')} }`),
  asked('11 directives on a field', tooMuch, `{ __typename ${times(11, () => '@skip(if: true)')} }`),
  asked('11 directives on a variable', tooMuch, `query ($a: ID ${times(11, () => '@x')}) { __typename }`),
  asked('21 levels of introspection', tooMuch, `{ __type(name: "Query") ${nested(20, 'ofType')} }`),
  asked('aliases in fragments', tooMuch, `{ ...A ...A } fragment A on Query { ${aliases(26)} }`),
  asked('fragments that double 60 times', refused, `{ ...F0 } ${doubling} fragment F60 on Query { __typename }`),
  asked(
    'fragments that spread themselves',
    refused,
    '{ ...A } fragment A on Query { ...B } fragment B on Query { ...A }',
  ),
  asked('a name of 900,000 characters', tooMuch, `{ ${'x'.repeat(900_000)} }`),
  asked('an alias of 900,000 characters', tooMuch, `{ ${'x'.repeat(900_000)}: __typename }`),
  asked('a comment of 900,000 characters', refused, `#${'x'.repeat(900_000)}`),
  asked('a block text of empty lines', refused, `{ x(a: """${'\n'.repeat(400_000)}""") }`),
  asked('a type of 990 lists', refused, `query ($a: ${'['.repeat(990)}ID${']'.repeat(990)}) { __typename }`),
  asked('an argument of 33 levels', tooMuch, call(`{ LastName: ${lists(33)} }`)),
  asked('an argument of 900 levels', tooMuch, call(`{ LastName: ${lists(900)} }`)),
  asked(
    '200 fields that all have 700 to compare',
    refused,
    `{ accountConnector(id: "1873") { ${times(200, () => 'connector { id ...A }')} } } fragment A on Connector { ${times(700, () => 'id')} }`,
  ),
  asked('1,900 fields of one name', refused, `{ accountConnectors { ${'id '.repeat(1900)} nothing } }`),
  asked(
    '380 fields that conflict',
    refused,
    `{ accountConnectors { ${times(380, (at) => `connector { ${at % 2 ? 'id' : 'name'} nothing }`)} } }`,
  ),
  asked('introspection of the schema', refused, '{ __schema { types { name } } }'),
  asked('introspection of a type', refused, '{ __type(name: "Query") { name } }'),
  {
    ...asked('a misspelt field, to be told its name', /^400 GRAPHQL_VALIDATION_FAILED, no hint$/, ''),
    async run({ ask }) {
      const heard = await ask('{ accountConnector { id } accountConnektors { id } }');
      const hinted = /did you mean/i.test(heard.text);
      return { ...heard, note: hinted ? ', a hint' : ', no hint' };
    },
  },
  {
    ...asked('1,900 errors', /^400 GRAPHQL_VALIDATION_FAILED, at most 20$/, ''),
    async run({ ask }) {
      const heard = await ask(`{ accountConnectors { ${times(1900, (at) => `x${at}`)} } }`);
      const told = heard.text.split('"message"').length - 1;
      return { ...heard, note: told > 20 ? `, ${told}` : ', at most 20' };
    },
  },
  {
    ...asked('200 different documents of 800 KB', tooMuch, ''),
    withinMs: 1000,
    async run({ ask }) {
      let heard = await ask('{');
      for (let at = 0; at < 200; at++) heard = await ask(`#${at}${'x'.repeat(800_000)}\n${nested(13)}`);
      return heard;
    },
  },
];
