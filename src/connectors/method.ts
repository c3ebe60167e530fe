import type { MethodId, MethodUniqueIdentifier } from '../ids.ts';

/** One thing a connector can do, in one release. */
export interface ConnectorMethod {
  readonly id: MethodId;
  /** Absent in very old listings; the method can then only be called by its id. */
  readonly uniqueIdentifier: MethodUniqueIdentifier | null;
  readonly name: string;
  readonly description: string | null;
  readonly category: string | null;
  /** `Action`, `Webhook`, `WebhookResponse` or `Script`; only an `Action` can be called. */
  readonly methodType: string | null;
  /** What a catalog says against the name; undefined where none does. */
  readonly kind?: MethodKind | undefined;
  readonly endPoint: string | null;
  readonly warning: string | null;
  readonly parameters: readonly MethodParameter[];
  readonly requestFields: readonly MethodField[];
  readonly responseFields: readonly MethodField[];
}

interface MethodInput {
  /** Of this release. Parameter ids and field ids are two key spaces: the same number may be in both. */
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly optional: boolean;
  /** Declared, and unreliable: Text, Integer, Float, Decimal, Boolean, DateTime, File, Undefined. */
  readonly dataType: string;
  readonly values: readonly string[];
  /** The trigger that looks up choices in the third-party app. */
  readonly triggerName: string | null;
}

export interface MethodParameter extends MethodInput {
  readonly targetName: string;
  readonly targetType: string;
  readonly sensitive: boolean;
}

export interface MethodField extends MethodInput {
  /** Where it stands in the body, such as `[records].EmailAddress`. */
  readonly location: string;
}

export type MethodKind = 'READ' | 'WRITE';

/** A choice for an input, looked up in the third-party app. */
export interface InputOption {
  readonly name: string | null;
  readonly value: string;
}
