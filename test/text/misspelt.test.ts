import { expect, test } from 'vitest';
import { isMisspelt } from '../../src/text/misspelt.ts';

test.each([
  ['emial', 'Email'],
  ['Emial', 'Email'],
  ['email', 'Email'],
  ['first_name', 'FirstName'],
  ['First Name', 'firstName'],
  ['firstname', 'FirstName'],
  ['BilingCity', 'BillingCity'],
  ['Adress', 'Address'],
  ['Addrress', 'Address'],
  ['CustomerID', 'CustomerId'],
])('"%s" is "%s", mistyped', (given, known) => {
  expect([isMisspelt(given, known), isMisspelt(known, given)]).toEqual([true, true]);
});

test.each([
  ['Email', 'Email'],
  ['Phone2', 'Phone'],
  ['Line1', 'Line2'],
  ['Name__c', 'Name'],
  ['AccountId', 'Account'],
  ['Notes', 'Note'],
  ['Date', 'Rate'],
  ['Tag', 'Tax'],
  ['FirstName', 'LastName'],
  ['CreatedDate', 'CreatedById'],
  ['ShippingState', 'ShippingStreet'],
  ['MailingCity', 'BillingCity'],
  ['x'.repeat(300), 'X'.repeat(300)],
  ['', 'Id'],
  ['@id', 'id'],
  ['@', '#'],
  ['名前', '名称'],
])('"%s" is not "%s", mistyped', (given, known) => {
  expect([isMisspelt(given, known), isMisspelt(known, given)]).toEqual([false, false]);
});
