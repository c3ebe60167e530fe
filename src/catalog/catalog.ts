import type { KnownKinds } from '../connectors/listing.ts';
import type { MethodKind } from '../connectors/method.ts';
import type { PagingStyle } from '../connectors/paging-rule.ts';
import type { InputPath } from '../connectors/reconcile-rule.ts';
import type { DataType } from '../connectors/value.ts';
import type { MethodUniqueIdentifier } from '../ids.ts';

/**
 * What is known of a connector's methods without asking Cyclr: what `pull` writes, a review approves, and types are
 * built from. It has no numbers, so a new release of the connector changes nothing in it that did not really change.
 *
 * It holds every name that the graph has for the connector, beside the key that the name stands for, so that pulling
 * again renames nothing.
 */
export interface Catalog {
  /** The connector's name over all releases. */
  readonly connector: string;
  readonly version?: string | undefined;
  /** The field of an account connector that stands for it; with a capital, the beginning of its types' names. */
  readonly field: string;
  readonly methods: readonly CatalogMethod[];
  /** The objects of answers, by their names without the beginning; each once, whichever methods answer with it. */
  readonly types: Readonly<Record<string, readonly CatalogField[]>>;
  /** The objects of what is sent, in the same way. */
  readonly inputs: Readonly<Record<string, readonly CatalogField[]>>;
  readonly enums: Readonly<Record<string, readonly CatalogChoice[]>>;
  /** Methods that were in an earlier pull. Their names are never given to another. */
  readonly gone: readonly GoneMethod[];
}

export interface CatalogMethod {
  /** Its name in the graph. Kept from pull to pull, whatever the connector calls the method. */
  readonly field: string;
  readonly identifier: MethodUniqueIdentifier;
  readonly name: string;
  readonly category?: string | undefined;
  readonly description?: string | undefined;
  /** Overrides what its name says. */
  readonly kind?: KindOverride | undefined;
  /** The list in the answer whose elements are the records. Without it the answer is one record, if it has fields. */
  readonly records?: string | undefined;
  /** The type of its records. Absent for a method that tells no fields of its answer. */
  readonly answer?: string | undefined;
  /** The type of its `input`, where it may write and takes any. Several methods that take the same have one. */
  readonly input?: string | undefined;
  /** The argument for fields that only one customer has. */
  readonly extra?: string | undefined;
  readonly parameters?: readonly CatalogParameter[] | undefined;
  /** What stands at the root of the body that is sent. */
  readonly fields?: readonly CatalogField[] | undefined;
  /** What a probe saw of its pages. */
  readonly paging?: CatalogPaging | undefined;
}

/** How the pages of a read follow one another, as far as a probe confirmed it. */
export interface CatalogPaging {
  /** Undefined where page 2 was not another page. */
  readonly style?: ConfirmedStyle | undefined;
  /** The input that takes the place in the list. */
  readonly at?: InputPath | undefined;
  /** The input that takes the number of records of a page. */
  readonly size?: InputPath | undefined;
  /** What was seen, as part of a sentence. */
  readonly evidence: string;
}

/** That one answer is everything cannot be seen: only the config can say it. */
export type ConfirmedStyle = Exclude<PagingStyle, 'NONE'>;

export interface KindOverride {
  readonly is: MethodKind;
  readonly reason: string;
}

interface CatalogValue {
  /** Its name in the graph. */
  readonly field: string;
  /** For people, where it says more than `field`. */
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  /** Declared, or what the config says against it. Absent for an object. */
  readonly type?: DataType | undefined;
  /** The only values it takes, where they are numbers or those of a Boolean: these have no enum. */
  readonly values?: readonly string[] | undefined;
  /** The enum of the only values it takes. */
  readonly enum?: string | undefined;
  /** The connector declares that a call needs it. A call is refused without such a parameter, but not without a field. */
  readonly required?: boolean | undefined;
  /** It was in an earlier pull and is no longer in the listing. Its name is never given to another. */
  readonly gone?: boolean | undefined;
}

export interface CatalogParameter extends CatalogValue {
  readonly targetName: string;
  /** The connector declares that a call needs it, where a default may stand in for it: a call is not refused without. */
  readonly asked?: boolean | undefined;
}

export interface CatalogField extends CatalogValue {
  /** The key in its object; absent for a record that is a value itself. */
  readonly key?: string | undefined;
  /** How many lists are one in another here. @default 0 */
  readonly lists?: number | undefined;
  /** The object that stands here, by its name in `types` or `inputs`. */
  readonly of?: string | undefined;
}

export interface CatalogChoice {
  /** Its name in the graph. */
  readonly field: string;
  /** As the third-party app writes it. */
  readonly value: string;
  readonly gone?: boolean | undefined;
}

export interface GoneMethod {
  readonly field: string;
  readonly identifier: MethodUniqueIdentifier;
  readonly name: string;
}

/** What catalogs say of methods against their names. */
export function kindsIn(catalogs: readonly Catalog[]): KnownKinds {
  return new Map(
    catalogs.flatMap(({ methods }) =>
      methods.flatMap(({ identifier: of, kind }): [MethodUniqueIdentifier, KindOverride][] =>
        kind === undefined ? [] : [[of, kind]],
      ),
    ),
  );
}
