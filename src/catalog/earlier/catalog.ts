import type { DataType } from '../../connectors/value.ts';
import type { MethodUniqueIdentifier } from '../../ids.ts';
import type { KindOverride } from '../catalog.ts';

/** A catalog when it held no names but those of methods, and types were built from the locations of each method. */
export interface EarlierCatalog {
  readonly connector: string;
  readonly version?: string | undefined;
  readonly field: string;
  readonly methods: readonly EarlierMethod[];
}

export interface EarlierMethod {
  readonly field: string;
  readonly identifier: MethodUniqueIdentifier;
  readonly name: string;
  readonly category?: string | undefined;
  readonly description?: string | undefined;
  readonly kind?: KindOverride | undefined;
  readonly records?: string | undefined;
  readonly parameters?: readonly EarlierParameter[] | undefined;
  readonly requestFields?: readonly EarlierField[] | undefined;
  readonly responseFields?: readonly EarlierField[] | undefined;
}

interface EarlierInput {
  readonly name: string;
  readonly type: DataType;
  readonly values?: readonly string[] | undefined;
  readonly description?: string | undefined;
}

export interface EarlierParameter extends EarlierInput {
  readonly targetName: string;
  readonly required?: boolean | undefined;
}

export interface EarlierField extends EarlierInput {
  readonly location: string;
}
