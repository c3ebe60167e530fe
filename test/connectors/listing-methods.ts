import { judgeMethod } from '../../src/connectors/kind.ts';
import type { ConnectorMethod, MethodField, MethodParameter } from '../../src/connectors/method.ts';
import { type MethodId, toMethodUniqueIdentifier } from '../../src/ids.ts';

/** A method that lists contacts, but for what is said otherwise. */
export function aMethod(given: Partial<ConnectorMethod> = {}): ConnectorMethod {
  return {
    id: '1571282' as MethodId,
    uniqueIdentifier: identifier(1),
    name: 'List Contacts',
    description: null,
    category: 'Contacts',
    methodType: 'Action',
    endPoint: null,
    warning: null,
    parameters: [],
    requestFields: [],
    responseFields: [],
    ...judged({ name: 'List Contacts', methodType: 'Action', endPoint: null, ...given }),
    ...given,
  };
}

export function aField(given: Partial<MethodField> = {}): MethodField {
  return {
    id: '1',
    name: 'Last Name',
    description: null,
    optional: true,
    dataType: 'Text',
    values: [],
    triggerName: null,
    location: '[records].LastName',
    ...given,
  };
}

export function aParameter(given: Partial<MethodParameter> = {}): MethodParameter {
  const { location: _, ...input } = aField({ name: 'Count' });
  return { ...input, targetName: 'count', targetType: 'QueryString', sensitive: false, ...given };
}

export function identifier(number: number): NonNullable<ConnectorMethod['uniqueIdentifier']> {
  const made = toMethodUniqueIdentifier(`22cdac42-7938-4433-8446-${String(number).padStart(12, '0')}`);
  if (made === undefined) throw new RangeError(`${number} has too many digits.`);
  return made;
}

function judged(method: Parameters<typeof judgeMethod>[0]): Pick<ConnectorMethod, 'kind' | 'kindReason'> {
  const { kind, reason } = judgeMethod(method);
  return { kind, kindReason: reason };
}
