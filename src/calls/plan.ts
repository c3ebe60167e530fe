import { type Decision, notAllowed, type Policy, type PolicyCaller } from '../policy/policy.ts';
import type { RulesOf } from '../catalog/rules.ts';
import type { AccountConnector, CustomField } from '../connectors/account-connector.ts';
import type { Connector } from '../connectors/connector.ts';
import { assertCallable, findMethod } from '../connectors/find-method.ts';
import { withCustomFields } from '../connectors/custom-fields.ts';
import {
  type GivenInputs,
  hasOnlyNumbers,
  type NumberedInputs,
  readInputs,
  type ResolvedInputs,
} from '../connectors/inputs.ts';
import type { Listing } from '../connectors/listing.ts';
import type { ConnectorMethod, MethodField, MethodKind } from '../connectors/method.ts';
import { type MethodRules, noRules } from '../connectors/method-rules.ts';
import type { CallScope, ConnectorRelease } from '../cyclr/cyclr.ts';
import type { Listings } from '../cyclr/listings.ts';
import { type Location, parseLocation } from '../connectors/location.ts';
import { addMisspeltPaths, type SelectedPaths } from '../connectors/select-check.ts';
import { badUserInput, GatewayError, type Problem } from '../errors.ts';
import {
  type AccountConnectorId,
  type AccountId,
  type MethodId,
  type MethodUniqueIdentifier,
  toMethodId,
  toMethodUniqueIdentifier,
} from '../ids.ts';
import type { Json, JsonObject } from '../json.ts';
import { fold } from '../text/fold.ts';
import { quoted } from '../text/quoted.ts';

/** A call whose ids are ids: what a caller stated, checked as far as that goes without asking Cyclr. */
export interface CallInput {
  readonly accountConnectorId: AccountConnectorId;
  /** A MethodUniqueIdentifier, a numeric method id, or a name. */
  readonly method: string;
  readonly parameters: JsonObject;
  readonly fields: JsonObject;
  readonly mergeFields: JsonObject;
  /** A body of the caller's own, sent in place of the fields. */
  readonly body?: Json;
  /** Of which connector the account connector must be; undefined: of any. */
  readonly connector?: ExpectedConnector | undefined;
  /** What will be kept of the records. */
  readonly selected?: readonly SelectedPaths[] | undefined;
}

export interface ExpectedConnector {
  readonly name: string;
  readonly version: string | null;
}

/** A call as it will be sent. */
export interface PlannedCall {
  readonly accountConnectorId: AccountConnectorId;
  readonly method: MethodId | MethodUniqueIdentifier;
  readonly inputs: NumberedInputs;
  /** Sent in place of fields: the caller's own, or built of fields that their numbers cannot say. */
  readonly body: Json | undefined;
  /** Whether the body is the caller's own. */
  readonly hasOwnBody: boolean;
  /** The fields that were given; empty where the method is not known. */
  readonly fields: readonly MethodField[];
  readonly kind: MethodKind;
  /** What the operator knows of its answers. */
  readonly rules: MethodRules;
  /** Where the numbers come from; undefined for a call that was stated in numbers, which is taken for a write. */
  readonly known: KnownMethod | undefined;
}

/** A planned read: its method is known. */
export type PlannedRead = PlannedCall & { readonly known: KnownMethod };

export interface KnownMethod {
  readonly accountConnector: AccountConnector;
  /** With the custom fields of the account connector, where those were asked for. */
  readonly method: ConnectorMethod;
  readonly listing: Listing;
  readonly release: ConnectorRelease;
  /** Those of the account connector; undefined where every key was known without them. */
  readonly customFields?: readonly CustomField[] | undefined;
}

/** What of a call is known when it ends: all of it, where it was planned. */
export interface CallFacts {
  readonly accountConnectorId: AccountConnectorId;
  /** Undefined where the caller gave a name that was not found. */
  readonly method: MethodId | MethodUniqueIdentifier | undefined;
  readonly kind: MethodKind | undefined;
  readonly known: KnownMethod | undefined;
}

export interface PlannerOptions {
  readonly scope: CallScope;
  /** Undefined when the account has none of that id. */
  readonly accountConnectorOf: (id: AccountConnectorId) => Promise<AccountConnector | undefined>;
  /** The same for a call: it may be remembered from an earlier request. */
  readonly targetOf: (id: AccountConnectorId) => Promise<AccountConnector | undefined>;
  /** Asked only for a key that the listing does not have. */
  readonly customFieldsOf: (id: AccountConnectorId) => Promise<readonly CustomField[]>;
  readonly listings: Listings;
  readonly rulesOf: RulesOf;
  readonly visible: Visible;
  /** No method is hidden from anybody, so a call need not be known by its name to be allowed. */
  readonly isOpen: boolean;
}

/** Whether the caller may call a method, and so may see it. */
export type Visible = (connector: Connector, method: ConnectorMethod) => boolean;

export function visibleTo(policy: Policy, caller: PolicyCaller, account: AccountId): Visible {
  if (policy.isOpen) return () => true;
  const said = policy.saidTo(caller, account);
  return ({ name: connector }, method) => {
    const known = said.get(method);
    if (known?.connector === connector) return known.isAllowed;
    const isAllowed = policy.allows(caller, { ...namesOf(connector, method), account });
    said.set(method, { connector, isAllowed });
    return isAllowed;
  };
}

/** What the policy says of a method, and which rule says so. */
export function decisionOn(
  { accountConnector, method }: KnownMethod,
  { policy, caller, account }: { readonly policy: Policy; readonly caller: PolicyCaller; readonly account: AccountId },
): Decision {
  return policy.decide(caller, { ...namesOf(accountConnector.connector.name, method), account });
}

export interface Planner {
  /**
   * Resolves a call to numbers. `as` READ refuses a method that may write; KNOWN looks a method up in any case.
   *
   * @param onFound Told of the method that was found, also where the call is then refused.
   */
  plan(input: CallInput, as?: 'READ' | 'KNOWN', onFound?: (found: KnownMethod) => void): Promise<PlannedCall>;
  /** The method by identifier, number or name, as the caller may see it. */
  find(accountConnector: AccountConnector, method: string): Promise<KnownMethod>;
  accountConnector(id: AccountConnectorId): Promise<AccountConnector>;
}

/**
 * What a call means, before it is sent: names become numbers, the policy is asked.
 *
 * A call stated in numbers alone needs no listing and makes no upstream call but its own, unless somebody must know
 * what the method is: a query, or a policy.
 */
export function createPlanner({
  scope,
  accountConnectorOf,
  targetOf,
  customFieldsOf,
  listings,
  rulesOf,
  visible,
  isOpen,
}: PlannerOptions): Planner {
  async function accountConnector(id: AccountConnectorId, load = accountConnectorOf): Promise<AccountConnector> {
    const found = await load(id);
    if (found === undefined) throw noAccountConnector(id);
    return found;
  }

  async function find(of: AccountConnector, text: string): Promise<KnownMethod> {
    const found = await lookUp(of, text);
    assertAllowed(found);
    return found;
  }

  function assertAllowed({ accountConnector: { connector }, method }: KnownMethod): void {
    if (!visible(connector, method)) throw notAllowed(namesOf(connector.name, method));
  }

  /** The method, whether or not the caller may call it. */
  async function lookUp(of: AccountConnector, text: string): Promise<KnownMethod> {
    const { id, name, version } = of.connector;
    // A number is of one release: the installed one, when it is not in the newest.
    const releases: readonly ConnectorRelease[] =
      toMethodId(text) === undefined ? [{ name, version }] : [{ name, version }, { id }];
    let missing: unknown;
    for (const release of releases) {
      const listing = await listings.of(scope, release);
      try {
        const method = findMethod(listing, text, (one) => visible(of.connector, one));
        return { accountConnector: of, method, listing, release };
      } catch (error) {
        if (!(error instanceof GatewayError) || error.code !== 'METHOD_NOT_FOUND') throw error;
        missing ??= error;
      }
    }
    throw missing;
  }

  /** What the listing does not know may be a field that the account added. */
  async function resolve(
    known: KnownMethod,
    given: GivenInputs,
  ): Promise<{ readonly known: KnownMethod; readonly resolved: ResolvedInputs }> {
    const read = readInputs(known.method, given);
    if (!read.hasUnknownField) return { known, resolved: read.resolved() };
    const customFields = await customFieldsOf(known.accountConnector.id).catch(noneUnlessRetriable);
    const method = withCustomFields(known.method, customFields);
    return { known: { ...known, method, customFields }, resolved: readInputs(method, given).resolved() };
  }

  /** Refuses paths that are surely misspelt. A key may be of a field that the account added. */
  async function assertSpelt(
    { accountConnector: { id }, method }: KnownMethod,
    selected: readonly SelectedPaths[],
    recordsAt: Location | undefined,
  ): Promise<void> {
    const misspeltWith = (others?: ReadonlySet<string>) => {
      const problems: Problem[] = [];
      for (const { paths, at = recordsAt } of selected)
        addMisspeltPaths(method.responseFields, { paths, at }, problems, others);
      return problems;
    };
    if (misspeltWith().length === 0) return;
    const customFields = await customFieldsOf(id).catch(noneUnlessRetriable);
    const added = customFields.flatMap(({ location }) => parseLocation(location).map(({ key }) => key));
    const problems = misspeltWith(new Set(added));
    if (problems.length > 0) throw badUserInput(`${quoted(method.name)} cannot be called`, problems);
  }

  return {
    accountConnector: (id) => accountConnector(id),
    find,
    async plan(input, as, onFound) {
      const { accountConnectorId, parameters, fields, mergeFields, body } = input;
      const identified = toMethodUniqueIdentifier(input.method) ?? toMethodId(input.method);
      if (identified !== undefined && as === undefined && isOpen && hasOnlyNumbers({ parameters, fields })) {
        const inputs = { Parameters: parameters, Fields: fields, Mergefields: mergeFields };
        return {
          accountConnectorId,
          method: identified,
          inputs,
          body,
          hasOwnBody: body !== undefined,
          fields: [],
          kind: 'WRITE',
          rules: noRules,
          known: undefined,
        };
      }

      const target = await accountConnector(accountConnectorId, targetOf);
      if (input.connector !== undefined) assertOf(target, input.connector);
      const found = await lookUp(target, input.method);
      onFound?.(found);
      assertAllowed(found);
      assertCallable(found.method);
      const { kind } = found.method;
      if (as === 'READ' && kind === 'WRITE') throw notReadable(found.method);
      const { known, resolved } = await resolve(found, { parameters, fields, mergeFields });
      const { method } = known;
      const rules = rulesOf(target.connector.name, method);
      await assertSpelt(known, input.selected ?? [], rules.recordsAt);
      return {
        accountConnectorId,
        // The identifier is of the newest release, as its numbers are; a number stays of its own.
        method: 'id' in known.release || method.uniqueIdentifier === null ? method.id : method.uniqueIdentifier,
        inputs: resolved.inputs,
        body: body ?? resolved.body,
        hasOwnBody: body !== undefined,
        fields: resolved.fields,
        kind,
        rules,
        known,
      };
    },
  };
}

/** Where custom fields cannot be had, what is wrong with the inputs is told without them. */
function noneUnlessRetriable(error: unknown): readonly CustomField[] {
  if (error instanceof GatewayError && !error.retriable && error.code !== 'LIMIT_EXCEEDED') return [];
  throw error;
}

function namesOf(connector: string, method: ConnectorMethod) {
  return { connector, method: method.name, category: method.category, kind: method.kind };
}

function assertOf({ id, connector }: AccountConnector, expected: ExpectedConnector): void {
  if (fold(connector.name) === fold(expected.name) && connector.version === expected.version) return;
  const message = `Expected an account connector of ${titleOf(expected)}; ${id} is an account connector of ${titleOf(connector)}.`;
  throw badUserInput('The account connector is of another application', [
    { path: ['accountConnectorId'], message, suggestions: [] },
  ]);
}

function titleOf({ name, version }: ExpectedConnector): string {
  return version === null ? name : `${name} ${version}`;
}

function notReadable({ name }: ConnectorMethod): GatewayError {
  return new GatewayError(
    'METHOD_NOT_READABLE',
    `"${name}" may write, and a query only reads. Call it with the mutation callConnectorMethod.`,
  );
}

export function noAccountConnector(id: AccountConnectorId): GatewayError {
  return new GatewayError('NOT_FOUND', `The account has no account connector ${id}.`);
}
