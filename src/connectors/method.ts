import type { MethodId, MethodUniqueIdentifier } from '../ids.ts';

/** One thing a connector can do, in one release, as Cyclr lists it. */
export interface ListedMethod {
  readonly id: MethodId;
  /** Absent in very old listings; the method can then only be called by its id. @see docs/cyclr.md#ids-and-releases */
  readonly uniqueIdentifier: MethodUniqueIdentifier | null;
  readonly name: string;
  readonly description: string | null;
  readonly category: string | null;
  /** `Action`, `Webhook`, `WebhookResponse` or `Script`; only an `Action` can be called. @see docs/cyclr.md#method-listings */
  readonly methodType: string | null;
  readonly endPoint: string | null;
  readonly warning: string | null;
  readonly parameters: readonly MethodParameter[];
  readonly requestFields: readonly MethodField[];
  readonly responseFields: readonly MethodField[];
}

/** A listed method, and whether it reads: decided once, when the listing is made. */
export interface ConnectorMethod extends ListedMethod {
  readonly kind: MethodKind;
  /** What the kind is concluded from, as a sentence. */
  readonly kindReason: string;
}

interface MethodInput {
  /**
   * Of this release. Parameter ids and field ids are two key spaces: the same number may be in both. A negative one
   * belongs to an input that Cyclr fills in itself: see `isFilledByCyclr`.
   */
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly optional: boolean;
  /** Text, Integer, Float, Decimal, Boolean, DateTime, File or Undefined. Not reliable. @see docs/cyclr.md#data-types */
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
  /** An account added it to its account connector; no listing has it. @default false */
  readonly isCustom?: boolean;
}

/** A method of a listing that could not be read, and was left out. */
export interface SkippedMethod {
  /** Undefined where not even that could be read. */
  readonly name: string | undefined;
  readonly id: string | undefined;
  /** Names the place of the fault, and no value: listings may hold credentials. */
  readonly reason: string;
}

export type MethodKind = 'READ' | 'WRITE';

/** A choice for an input, looked up in the third-party app. */
export interface InputOption {
  readonly name: string | null;
  readonly value: string;
}
