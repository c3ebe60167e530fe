import { describe, expect, test } from 'vitest';
import { assertCallable, findMethod } from '../../src/connectors/find-method.ts';
import { createListing } from '../../src/connectors/listing.ts';
import type { ConnectorMethod } from '../../src/connectors/method.ts';
import { GatewayError } from '../../src/errors.ts';
import type { MethodId } from '../../src/ids.ts';
import { aMethod, identifier } from './listing-methods.ts';

const named = (number: number, name: string, given: Partial<ConnectorMethod> = {}) =>
  aMethod({ id: String(number) as MethodId, uniqueIdentifier: identifier(number), name, ...given });

const listing = createListing([
  named(1, 'List Contacts', { category: 'Contacts' }),
  named(2, 'Get Contact'),
  named(3, 'get contact'),
  named(4, 'List Notes', { category: 'Contacts' }),
  named(5, 'List Notes', { category: null, uniqueIdentifier: null }),
  named(6, 'New Contact', { methodType: 'Webhook' }),
  named(7, '1'),
]);

const found = (text: string) => findMethod(listing, text).id;

function failure(act: () => unknown): GatewayError {
  try {
    act();
  } catch (error) {
    if (error instanceof GatewayError) return error;
    throw error;
  }
  throw new Error('Nothing was thrown.');
}

describe('a method is found', () => {
  test.for([
    [identifier(2), '2'],
    [identifier(2).toUpperCase(), '2'],
    [` ${identifier(2)}\n`, '2'],
    ['2', '2'],
    ['Get Contact', '2'],
    ['get contact', '3'],
    ['LIST  contacts ', '1'],
    ['New Contact', '6'],
  ] as const)('by %j', ([text, id]) => {
    expect(found(text)).toBe(id);
  });

  test('by a number first, and by a name that looks like one where there is no such number', () => {
    expect(found('1')).toBe('1');
    expect(findMethod(createListing([named(7, '1')]), '1').id).toBe('7');
  });
});

describe('a name of several methods', () => {
  test('is ambiguous, and each is told with its category and identifier', () => {
    const error = failure(() => found('List Notes'));
    expect(error.code).toBe('METHOD_AMBIGUOUS');
    expect(error.message).toBe(
      `2 methods are named "List Notes". Give the identifier of one: ${identifier(4)} ("Contacts"), 5 (no category).`,
    );
    expect(error.details).toEqual({ suggestions: [identifier(4), '5'] });
  });

  test('is ambiguous in another case too', () => {
    expect(failure(() => found('GET CONTACT')).details).toEqual({ suggestions: [identifier(2), identifier(3)] });
  });

  test('is told in few words, however many they are', () => {
    const many = createListing(Array.from({ length: 300 }, (_, number) => named(number, 'Get It')));
    const error = failure(() => findMethod(many, 'Get It'));
    expect(error.message).toMatch(/ and 290 more\.$/);
    expect(error.message.length).toBeLessThan(1000);
    expect(error.details['suggestions']).toHaveLength(300);
  });
});

describe('what no method has', () => {
  test('is not found, and what was probably meant is told', () => {
    const error = failure(() => found('List Contact'));
    expect(error.code).toBe('METHOD_NOT_FOUND');
    expect(error.message).toBe('The connector has no method "List Contact". Did you mean "List Contacts"?');
    expect(error.details).toEqual({ suggestions: ['List Contacts'] });
  });

  test('is never answered with a method that cannot be called', () => {
    expect(failure(() => found('Neww Contact')).details['suggestions']).not.toContain('New Contact');
  });

  test.for(['', 'xyzzy', '99', identifier(99), '__proto__'])('is not found by %j, without a suggestion', (text) => {
    const error = failure(() => found(text));
    expect(error).toMatchObject({ code: 'METHOD_NOT_FOUND', details: { suggestions: [] } });
    expect(error.message).toBe(`The connector has no method "${text}". The field "methods" lists its methods.`);
  });

  test('is echoed on one line and no further than 200 characters', () => {
    for (const text of ['x'.repeat(10_000), '\ud83d\ude00'.repeat(5000), `a\r\nb\u2028${'y'.repeat(300)}`]) {
      const { message } = failure(() => found(text));
      expect(message.length).toBeLessThan(300);
      expect(message).not.toMatch(/[\r\n\u2028]/);
      expect(message.isWellFormed()).toBe(true);
    }
    const exactly = 'x'.repeat(200);
    expect(failure(() => found(exactly)).message).toContain(`"${exactly}"`);
  });
});

describe('a method that the caller may not know of', () => {
  const visible = ({ id }: ConnectorMethod) => id !== '1' && id !== '4';

  test('is not suggested', () => {
    const { details, message } = failure(() => findMethod(listing, 'List Contact', visible));
    expect(details['suggestions']).not.toContain('List Contacts');
    expect(message).not.toContain('List Contacts');
  });

  test('makes no name ambiguous', () => {
    expect(findMethod(listing, 'List Notes', visible).id).toBe('5');
    expect(findMethod(listing, 'List Notes', () => false).id).toBe('4');
  });

  test('is found by its own name', () => {
    expect(findMethod(listing, 'List Contacts', visible).id).toBe('1');
  });
});

describe('a method that is no action', () => {
  test('is refused with what it is and what to do', () => {
    const error = failure(() => assertCallable(findMethod(listing, 'New Contact')));
    expect(error.code).toBe('BAD_USER_INPUT');
    expect(error.message).toBe(
      '"New Contact" cannot be called: It is of type "Webhook", which the third-party app calls itself. Give a method of type "Action".',
    );
    expect(error.details['problems']).toMatchObject([{ path: ['method'] }]);
    expect(failure(() => assertCallable(named(8, 'Sum', { methodType: 'Script' }))).message).toBe(
      '"Sum" cannot be called: It is of type "Script". Give a method of type "Action".',
    );
  });

  test('is told from one that can be called', () => {
    expect(() => assertCallable(named(1, 'List Contacts'))).not.toThrow();
    expect(() => assertCallable(named(1, 'List Contacts', { methodType: null }))).not.toThrow();
  });
});
