import {
  type DocumentNode,
  getOperationAST,
  type GraphQLSchema,
  type OperationDefinitionNode,
  specifiedRules,
  validate,
} from 'graphql';
import type { CombinedRule } from '../combined.ts';
import type { ParsedDocuments } from './parsed-documents.ts';
import { measure } from './size.ts';

/** What a request asks for, of a document that can be executed as it is. */
export interface PreparedOperation {
  readonly document: DocumentNode;
  readonly operation: OperationDefinitionNode;
  readonly operationName: string | null | undefined;
  readonly variables: Readonly<Record<string, unknown>>;
}

/** Documents that are parsed, limited and validated, each once. */
export interface PreparedDocuments {
  /** Undefined where the text is no valid document, has no such operation, or is answered in parts. */
  find(text: string, asked: AskedOperation): PreparedOperation | undefined;
}

export interface AskedOperation {
  readonly operationName?: string | null;
  readonly variables?: Readonly<Record<string, unknown>> | null;
}

export interface PreparedDocumentsOptions {
  readonly schema: GraphQLSchema;
  readonly documents: Pick<ParsedDocuments, 'parse'>;
  readonly rule: Pick<CombinedRule, 'onDocument' | 'validationRules'>;
}

/** What is found out lives as long as the document, which {@link ParsedDocuments} keeps. */
export function createPreparedDocuments({ schema, documents, rule }: PreparedDocumentsOptions): PreparedDocuments {
  const executable = new WeakMap<DocumentNode, boolean>();
  const rules = [...specifiedRules, ...rule.validationRules];

  function judge(document: DocumentNode): boolean {
    try {
      rule.onDocument(document);
    } catch {
      return false;
    }
    return validate(schema, document, rules).length === 0 && measure(document).deferred === 0;
  }

  function isExecutable(document: DocumentNode): boolean {
    const known = executable.get(document);
    if (known !== undefined) return known;
    const found = judge(document);
    executable.set(document, found);
    return found;
  }

  function parsed(text: string): DocumentNode | undefined {
    try {
      return documents.parse(text);
    } catch {
      return undefined;
    }
  }

  return {
    find(text, { operationName, variables }) {
      const document = parsed(text);
      if (document === undefined || !isExecutable(document)) return undefined;
      const operation = getOperationAST(document, operationName);
      return operation ? { document, operation, operationName, variables: variables ?? {} } : undefined;
    },
  };
}
