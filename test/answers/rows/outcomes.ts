import type { Json } from '../../../src/json.ts';
import { type AnswerRow, html, json, nothing, rawJson, read, text, write } from '../row.ts';

const contact = ['id', 'name'];
const firewall =
  '<html><head><title>403 Forbidden</title></head><body><h1>Request blocked</h1><p>Your support ID is 77. fw-03.internal 10.1.2.3</p></body></html>';
const login = '<!DOCTYPE html><html><body><h1>Sign in</h1></body></html>';
const denied = { Message: 'Authorization has been denied for this request.' };
const deep = `{"id":"1","inner":${'{"a":'.repeat(5000)}1${'}'.repeat(5000)}}`;

/** Whether a call was done, who refused it, and whether it may be sent again. */
export const outcomes: readonly AnswerRow[] = [
  write('Create Contact', 'a write that is done', contact, json({ id: '1', name: 'Ada' }, 201)),
  write('Create Locked Contact', 'a write that the app refuses with 423', contact, json({ message: 'Locked.' }, 423)),
  read('Get Contact', 'a read that is answered', contact, json({ id: '1', name: 'Ada' })),
  read('Get Locked Contact', 'a read that the app refuses with 423', contact, json({ message: 'Locked.' }, 423)),
  write('Create Contact, 400 Empty', 'a write answered with 400 and no body', contact, nothing(400)),
  write('Create Contact, 400 HTML', 'a write answered with 400 and an HTML page', contact, html(login, 400)),
  write('Create Contact, 401 Empty', 'a write answered with 401 and no body', contact, nothing(401)),
  write('Create Contact, 401 HTML', 'a write answered with 401 and an HTML page', contact, html(login, 401)),
  write("Create Contact, 401 Cyclr's Words", "a write answered with 401 in Cyclr's words", contact, json(denied, 401)),
  write('Create Contact, 401 Once', 'a write answered with 401 once, and done the second time', contact, {
    kind: 'sequence',
    answers: [nothing(401), json({ id: '1', name: 'Ada' })],
  }),
  read('Get Contact 401 Once', 'a read answered with 401 once, and done the second time', contact, {
    kind: 'sequence',
    answers: [nothing(401), json({ id: '1', name: 'Ada' })],
  }),
  write(
    'Create Contact, 401 Own Words',
    "a write answered with 401 in the app's words",
    contact,
    json({ error: { code: 'INVALID_AUTHENTICATION', message: 'Your session has expired.' } }, 401),
  ),
  read(
    'Get Contact 401 Own Words',
    "a read answered with 401 in the app's words",
    contact,
    json({ error: { code: 'INVALID_AUTHENTICATION', message: 'Your session has expired.' } }, 401),
  ),
  read('Get Contact 401 Without Body', 'a read answered with 401 and no body', contact, nothing(401)),
  write('Create Contact, 403 Firewall', 'a write answered with the page of a firewall', contact, html(firewall, 403)),
  read('Get Contact 403 Firewall', 'a read answered with the page of a firewall', contact, html(firewall, 403)),
  write(
    'Create Contact, 403 AWS',
    "a write answered with AWS's 403",
    contact,
    json({ Message: 'User is not authorized to access this resource' }, 403),
    { reason: { words: ['User is not authorized to access this resource'] } },
  ),
  ...[402, 409, 422].map((status) =>
    write(
      `Create Contact, ${status} Message`,
      `a write answered with ${status} and a Message, as Cyclr words its own`,
      contact,
      json({ Message: 'LastName is required.' }, status),
      { reason: { words: ['LastName is required.'] } },
    ),
  ),
  write(
    'Create Contact, 400 ModelState',
    "a write answered with ASP.NET's 400",
    contact,
    json(
      { Message: 'The request is invalid.', ModelState: { 'contact.Email': ['The Email field is required.'] } },
      400,
    ),
    { reason: { words: ['The Email field is required.'], fields: ['contact.Email'] } },
  ),
  read(
    'Get Contact 503 Reason',
    'a read answered with 503 and a reason',
    contact,
    json([{ errorCode: 'SERVER_UNAVAILABLE', message: 'down until 04:00' }], 503),
    { reason: { words: ['down until 04:00'] } },
  ),
  read(
    'Get Contact 503 Later',
    'a read answered with 503 and Retry-After',
    contact,
    json({ message: 'Busy.' }, 503, { headers: { 'retry-after': '120' } }),
  ),
  read('Get Deep Contact', 'a read whose answer is 5,000 levels deep', contact, rawJson(deep)),
  write('Create Deep Contact', 'a write whose answer is 5,000 levels deep', contact, rawJson(deep)),
  write(
    'Create Contact, 422 Number First',
    "a write answered with 422 and a sentence that begins as Cyclr's retelling does",
    contact,
    json({ Message: '404 is not a customer' }, 422),
    { reason: { words: ['404 is not a customer'] } },
  ),
  read(
    'Get Contact 503 Plain Reason',
    'a read answered with 503 and a reason in plain words',
    contact,
    text('text/plain', 'We are doing maintenance until 04:00 today', 503),
    { reason: { words: ['maintenance until 04:00'] } },
  ),
  read(
    'Get Contact 503 Proxy',
    'a read answered with 503 and the words of a proxy',
    contact,
    text('text/plain', 'dial tcp 10.1.2.3:80: connection refused', 503),
  ),
  ...[
    ['OAuth', { error: 'invalid_grant', error_description: 'The grant was revoked.' }, 'The grant was revoked.'],
    ['Facebook', { error: { message: 'Session is over.', type: 'OAuthException', code: 190 } }, 'Session is over.'],
  ].map(([app, body, words]) =>
    write(
      `Create Contact, 400 Dead Token Of ${app as string}`,
      'a write answered with 400 and the code of a dead token',
      contact,
      json(body as Json, 400),
      { reason: { words: [words as string] } },
    ),
  ),
  write(
    'Create Contact, 400 File',
    'a write answered with 400 and a file',
    contact,
    text('application/pdf', '%PDF-1.4 nothing to read', 400),
  ),
];
