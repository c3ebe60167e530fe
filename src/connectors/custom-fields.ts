import type { CustomField } from './account-connector.ts';
import type { ConnectorMethod, MethodField } from './method.ts';

/**
 * A method with the fields that an account added to its account connector: those of requests, that belong to this method
 * or to none in particular. What the listing has at the same location or of the same number stays as it is.
 */
export function withCustomFields(method: ConnectorMethod, customFields: readonly CustomField[]): ConnectorMethod {
  const known = extended.get(customFields)?.get(method);
  if (known !== undefined) return known;
  const numbers = new Set(method.requestFields.map(({ id }) => id));
  const locations = new Set(method.requestFields.map(({ location }) => location));
  const added = customFields.filter(
    ({ id, location, forRequest, method: only }) =>
      forRequest &&
      (only === null || (only !== undefined && only === method.uniqueIdentifier)) &&
      !numbers.has(id) &&
      !locations.has(location),
  );
  const made =
    added.length === 0 ? method : { ...method, requestFields: [...method.requestFields, ...added.map(toField)] };
  extended.set(customFields, (extended.get(customFields) ?? new WeakMap()).set(method, made));
  return made;
}

/** So that the index of a method is made once for a request, which asks for custom fields once. */
const extended = new WeakMap<readonly CustomField[], WeakMap<ConnectorMethod, ConnectorMethod>>();

function toField({ id, location, name, description, dataType }: CustomField): MethodField {
  return {
    id,
    name,
    description,
    optional: true,
    dataType,
    values: [],
    triggerName: null,
    location,
    isCustom: true,
  };
}
