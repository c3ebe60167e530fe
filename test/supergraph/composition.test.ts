import { execFile } from 'node:child_process';
import { promisify } from 'node:util';
import { composeSchemaContract } from '@theguild/federation-composition';
import { describe, expect, test } from 'vitest';
import { type Composition, readSubgraphs } from '../../examples/supergraph/compose.ts';
import { hasRouters } from '../needs.ts';

const program = new URL('../../examples/supergraph/check-composition.ts', import.meta.url).pathname;

/** In a process of its own, whose graphql is the one of the composers. */
async function compose(...args: readonly string[]): Promise<Composition> {
  const { stdout } = await promisify(execFile)(process.execPath, [program, ...args], { maxBuffer: 10_000_000 });
  return JSON.parse(stdout) as Composition;
}

describe.runIf(hasRouters)('both composers put the subgraphs together', () => {
  test.for([
    ['the open one', []],
    ["Apollo's", ['--apollo']],
  ] as const)('%s', async ([, args]) => {
    const { errors, hints, supergraphSdl } = await compose(...args);
    expect(errors).toEqual([]);
    expect(hints.map(({ code }) => code)).toEqual([]);
    // The references, the costs and the tags all arrive.
    expect(supergraphSdl).toContain('@join__type(graph: CONNECTORS, key: "accountId id")');
    expect(supergraphSdl).toContain('@join__type(graph: CUSTOMERS, key: "id", resolvable: false)');
    expect(supergraphSdl).toContain('@cost(weight: 10)');
    expect(supergraphSdl).toContain('@listSize(assumedSize: 20)');
    expect(supergraphSdl).toContain('@tag(name: "connector-write")');
  });
});

test('a contract leaves out what has a tag', () => {
  const subgraphs = readSubgraphs({ connectors: 'http://connectors/graphql', customers: 'http://customers/graphql' });
  const without = (...tags: readonly string[]) => {
    const result = composeSchemaContract([...subgraphs], { include: new Set(), exclude: new Set(tags) }, true);
    if (!('publicSdl' in result) || result.publicSdl === undefined) throw new Error(JSON.stringify(result.errors));
    return result.publicSdl;
  };

  const readOnly = without('connector-write');
  expect(readOnly).not.toContain('type Mutation');
  expect(readOnly).toContain('accountConnectors');

  const typedOnly = without('connector-untyped');
  expect(typedOnly).toContain('northwindCrmCreateContact');
  // What is typed has a way to the whole answer, which is a ConnectorResponse.
  expect(typedOnly).not.toMatch(/callConnectorMethod|\bcall\(/);

  expect(without('connector-diagnostics')).not.toMatch(/explain|CallExplanation/);
});
