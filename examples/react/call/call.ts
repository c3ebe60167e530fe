import type { ApolloClient } from '@apollo/client';
import { print, visit } from 'graphql';
import { ReadMethod, WriteMethod } from '../documents.ts';
import { isObject, type Json, type JsonObject } from '../json.ts';
import type { Kind } from './failure.ts';

/** A call of a method, ready to be sent. */
export interface Call {
  readonly kind: Kind;
  readonly variables: Variables;
}

export interface Variables {
  /** An account connector's id. */
  readonly connector: string;
  /** A name, or a MethodUniqueIdentifier where several have the name. */
  readonly method: string;
  readonly parameters?: Record<string, unknown>;
  readonly fields?: Record<string, unknown>;
}

export interface Answer {
  readonly records: readonly Json[];
  /** Reads only: the whole body, with what stands beside the records. */
  readonly body: Json | undefined;
}

export function variablesOf(connector: string, method: string, inputs: Json | undefined): Variables {
  const { parameters, fields } = isObject(inputs) ? inputs : {};
  return {
    connector,
    method,
    // Anything else than an object is for the gateway to refuse.
    ...(parameters !== undefined && { parameters: parameters as JsonObject }),
    ...(fields !== undefined && { fields: fields as JsonObject }),
  };
}

/**
 * Sends it. Answers are not kept: a third-party app's data is of now, and a secret that is sent must not become a key of
 * the cache. A read is given up with the signal; a write is not, because nobody would know what became of it.
 */
export async function send(client: ApolloClient, { kind, variables }: Call, signal: AbortSignal): Promise<Answer> {
  if (kind === 'WRITE') {
    const { data } = await client.mutate({ mutation: WriteMethod, variables, fetchPolicy: 'no-cache' });
    return { records: (data?.callConnectorMethod ?? []) as readonly Json[], body: undefined };
  }
  const { data } = await client.query({
    query: ReadMethod,
    variables,
    fetchPolicy: 'no-cache',
    context: { fetchOptions: { signal }, queryDeduplication: false },
  });
  const answer = data?.accountConnector?.call;
  return { records: (answer?.records ?? []) as readonly Json[], body: answer?.body as Json | undefined };
}

/** The document as a person would write it: `__typename` is for the cache. */
export function documentOf(kind: Kind): string {
  const document = kind === 'READ' ? ReadMethod : WriteMethod;
  return narrow(print(visit(document, { Field: ({ name }) => (name.value === '__typename' ? null : undefined) })));
}

/** A document with no line longer than the panel. */
export function narrow(document: string): string {
  return document.split('\n').map(broken).join('\n');
}

/** A long list of arguments, one a line. */
function broken(line: string): string {
  const {
    indent = '',
    begin = '',
    list = '',
    end = '',
  } = /^(?<indent> *)(?<begin>.*?\()(?<list>.*)(?<end>\).*)$/.exec(line)?.groups ?? {};
  if (line.length <= widest || list === '') return line;
  const lines = list.split(', ').map((one) => `${indent}  ${one}`);
  return [`${indent}${begin}`, ...lines, `${indent}${end}`].join('\n');
}

const widest = 44;
