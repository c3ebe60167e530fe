import type { ConnectorId } from '../ids.ts';

/** One release of a connector: the application, as Cyclr's catalogue has it. */
export interface Connector {
  readonly id: ConnectorId;
  readonly name: string;
  readonly version: string | null;
  readonly description: string | null;
  readonly status: string | null;
  readonly categories: readonly string[];
  readonly authTypes: readonly string[];
  /** A data URI; null where it has none, undefined where Cyclr's answer was without it. @see docs/cyclr.md#icons */
  readonly icon?: string | null | undefined;
}
