import type { AccountConnector } from '../connectors/account-connector.ts';
import type { ArgBuilder, OptionalArg } from './builder.ts';

export type AccountConnectorFilterArgs = {
  readonly name: OptionalArg<string>;
  readonly connector: OptionalArg<string>;
  readonly authenticated: OptionalArg<boolean>;
};

/** The arguments of every list of account connectors. */
export function accountConnectorFilter(arg: ArgBuilder): AccountConnectorFilterArgs {
  return {
    name: arg.string({ description: 'Only those whose name has this in it, in any case.' }),
    connector: arg.string({ description: 'Only those of the connector of this name, in any case.' }),
    authenticated: arg.boolean({ description: 'Only those that are, or are not.' }),
  };
}

interface Filter {
  readonly name?: string | null | undefined;
  readonly connector?: string | null | undefined;
  readonly authenticated?: boolean | null | undefined;
}

export function accountConnectorsMatching(
  all: readonly AccountConnector[],
  { name, connector, authenticated }: Filter,
): AccountConnector[] {
  const contains = name?.toLowerCase() ?? '';
  const of = connector?.toLowerCase();
  return all.filter(
    (one) =>
      one.name.toLowerCase().includes(contains) &&
      (of === undefined || one.connector.name.toLowerCase() === of) &&
      (typeof authenticated !== 'boolean' || one.authenticated === authenticated),
  );
}
