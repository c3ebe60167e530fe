import { readFileSync } from 'node:fs';
import { composeServices } from '@theguild/federation-composition';
import { type DocumentNode, parse } from 'graphql';

export interface Subgraph {
  readonly name: string;
  readonly url: string;
  readonly typeDefs: DocumentNode;
}

export interface Composition {
  /** Undefined where there are errors. */
  readonly supergraphSdl: string | undefined;
  readonly errors: readonly string[];
  readonly hints: readonly Hint[];
}

export interface Hint {
  readonly code: string;
  readonly message: string;
}

export interface SubgraphUrls {
  readonly connectors: string;
  readonly customers: string;
}

/** Both subgraphs, from files: a router starts while a subgraph is away, and no subgraph has to tell its schema. */
export function readSubgraphs(urls: SubgraphUrls): readonly Subgraph[] {
  return [
    { name: 'connectors', url: urls.connectors, typeDefs: read('../../schema/subgraph.graphql') },
    { name: 'customers', url: urls.customers, typeDefs: read('customers.graphql') },
  ];
}

/** By the MIT-licensed composer. It gives no hints. */
export function compose(subgraphs: readonly Subgraph[]): Composition {
  const { supergraphSdl, errors = [] } = composeServices([...subgraphs]);
  return { supergraphSdl, errors: errors.map(({ message }) => message), hints: [] };
}

/** The supergraph for a router, or an error that says why there is none. */
export function supergraphOf(urls: SubgraphUrls): string {
  const { supergraphSdl, errors } = compose(readSubgraphs(urls));
  if (supergraphSdl !== undefined) return supergraphSdl;
  throw new Error(`The subgraphs do not compose.\n${errors.join('\n')}`);
}

function read(path: string): DocumentNode {
  return parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
}
