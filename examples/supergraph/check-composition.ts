import { parseArgs } from 'node:util';
import { composeServices } from '@apollo/composition';
import { compose, type Composition, readSubgraphs, type Subgraph } from './compose.ts';

/** By Apollo's composer, under the Elastic License: for comparison, never in a router. */
function composeWithApollo(subgraphs: readonly Subgraph[]): Composition {
  const { supergraphSdl, errors = [], hints = [] } = composeServices([...subgraphs]);
  return {
    supergraphSdl,
    errors: errors.map(({ message }) => message),
    hints: hints.map(({ definition, message }) => ({ code: definition.code, message })),
  };
}

const { values } = parseArgs({ options: { apollo: { type: 'boolean', default: false } } });
const subgraphs = readSubgraphs({ connectors: 'http://connectors/graphql', customers: 'http://customers/graphql' });
const composition = values.apollo ? composeWithApollo(subgraphs) : compose(subgraphs);
process.stdout.write(`${JSON.stringify(composition, null, 2)}\n`);
process.exitCode = composition.errors.length === 0 ? 0 : 1;
