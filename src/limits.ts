export type LimitName =
  | 'batchOperations'
  | 'documentTokens'
  | 'nameCharacters'
  | 'depth'
  | 'introspectionDepth'
  | 'aliases'
  | 'rootFields'
  | 'directives'
  | 'deferred'
  | 'mutationFields'
  | 'representations'
  | 'argumentCharacters'
  | 'argumentLevels'
  | 'choiceLookups'
  | 'answerCharacters'
  | 'answerLevels'
  | 'errors'
  | 'fieldErrors'
  | 'errorCharacters';

/** Every limit of a request that has no variable of its own; `docs/limits.md` lists them, and a test compares. */
export const limits: Readonly<Record<LimitName, number>> = {
  /** Operations in one HTTP request. */
  batchOperations: 10,
  /** Lexical tokens of a document. */
  documentTokens: 2000,
  /** A name in a document: an alias is repeated in the answer, for every record of a list. */
  nameCharacters: 200,
  /** Fields within fields. */
  depth: 12,
  /** Fields within fields below `__schema` and `__type`. */
  introspectionDepth: 20,
  /** Aliased fields, with fragments counted wherever they are spread. */
  aliases: 50,
  /** Fields at the top of an operation. */
  rootFields: 50,
  /** Directives on one place. */
  directives: 10,
  /** Fragments with `@defer`, counted wherever they are spread: each is a part of the answer for every record. */
  deferred: 10,
  /** Fields of mutations over all operations of one HTTP request. */
  mutationFields: 10,
  /** References of other subgraphs over all operations of one HTTP request. */
  representations: 500,
  /** A JSON argument, in characters and in levels. */
  argumentCharacters: 256_000,
  argumentLevels: 32,
  /** Triggers that are asked for the choices of one `inputSchema`. */
  choiceLookups: 20,
  /** What the answers of one HTTP request may grow to, roughly, in characters; counted while it is made. */
  answerCharacters: 50_000_000,
  /** Levels of JSON in an answer of a third-party app: deeper ones could not be written down again. */
  answerLevels: 1000,
  /** Errors in an answer: of the request, and of its fields. */
  errors: 20,
  fieldErrors: 500,
  /** Characters in one place of an error, where GraphQL or we quote what was sent. */
  errorCharacters: 200,
};
