import type { Json } from '../../../src/json.ts';
import { type AnswerRow, json, text, write } from '../row.ts';

type Reason = readonly [app: string, status: number, body: Json, words: string | readonly string[], field?: string];

/** Bodies of refusals, with the words and the field that must reach the user. */
const lost: readonly Reason[] = [
  [
    'QuickBooks',
    400,
    {
      Fault: {
        Error: [{ Message: 'Invalid Reference Id', Detail: 'Classes element id 99 not found', element: 'ClassRef' }],
      },
    },
    'Classes element id 99',
    'ClassRef',
  ],
  [
    'Xero',
    400,
    {
      ErrorNumber: 10,
      Message: 'A validation exception occurred',
      Elements: [{ ValidationErrors: [{ Message: "Account code '9999' is not a valid code" }] }],
    },
    '9999',
  ],
  [
    'MailChimp',
    400,
    {
      title: 'Invalid Resource',
      detail: "The resource submitted could not be validated. For field-specific details, see the 'errors' array.",
      errors: [{ field: 'merge_fields.BIRTHDAY', message: 'Please enter a month' }],
    },
    'Please enter a month',
    'merge_fields.BIRTHDAY',
  ],
  [
    'Jira',
    400,
    { errorMessages: [], errors: { summary: 'You must specify a summary of the issue.' } },
    'specify a summary',
    'summary',
  ],
  ['Jira Missing Issue', 404, { errorMessages: ['Issue does not exist.'], errors: {} }, 'does not exist'],
  ['Rails', 422, { errors: { email: ['has already been taken'] } }, 'has already been taken', 'email'],
  ['Shopify', 422, { errors: { base: ['Options are not unique'] } }, 'Options are not unique'],
  [
    'Zendesk',
    422,
    {
      error: 'RecordInvalid',
      description: 'Record validation errors',
      details: { email: [{ description: 'Email: a@x.com is already being used' }] },
    },
    'already being used',
    'email',
  ],
  [
    'Salesforce',
    400,
    [
      { message: 'Bad A', errorCode: 'A' },
      { message: 'Bad B', errorCode: 'B' },
    ],
    ['Bad A', 'Bad B'],
  ],
  [
    'SAP',
    400,
    { error: { code: 'SY/530', message: { lang: 'en', value: 'Property CompanyCode is invalid' } } },
    'CompanyCode',
  ],
  [
    'NetSuite',
    400,
    {
      title: 'Bad Request',
      'o:errorDetails': [{ detail: 'Please enter a value for Subsidiary', 'o:errorPath': 'subsidiary' }],
    },
    'Please enter a value for Subsidiary',
    'subsidiary',
  ],
  [
    'Freshsales',
    400,
    { errors: { code: 400, message: ['The first name cannot be blank', 'Email is invalid'] } },
    ['The first name cannot be blank; Email is invalid'],
  ],
  [
    'Hapi',
    400,
    { statusCode: 400, message: '"qty" is not allowed to be empty', validation: { source: 'payload', keys: ['qty'] } },
    '"qty" is not allowed to be empty',
  ],
  [
    'SAP, Version 4',
    400,
    { error: { code: 'F5/117', message: 'Company code 9 is not defined', target: 'CompanyCode', details: [] } },
    'Company code 9 is not defined',
    'CompanyCode',
  ],
  [
    'BigCommerce',
    400,
    [{ message: 'The value is refused here', details: { invalid_reason: 'not an email' } }],
    'not an email',
  ],
  ['Dropbox', 409, { error_summary: 'path/not_found/..', error: { '.tag': 'path' } }, 'not_found'],
  [
    'Sage',
    422,
    [{ $severity: 'error', $message: 'tax_rate_id is blank', $source: 'tax_rate_id' }],
    'is blank',
    'tax_rate_id',
  ],
  ['Django', 400, { email: ['This field is required.'] }, 'This field is required.', 'email'],
  ['Django, No Field', 400, { non_field_errors: ['Unable to log in'] }, 'Unable to log in'],
  ['FastAPI', 422, { detail: [{ loc: ['body', 'email'], msg: 'field required' }] }, 'field required', 'email'],
  [
    'Laravel',
    422,
    { message: 'The given data was invalid.', errors: { email: ['The email has already been taken.'] } },
    'already been taken',
    'email',
  ],
  [
    'Facebook',
    400,
    {
      error: {
        message: 'Invalid parameter',
        error_user_title: 'Ads post',
        error_user_msg: 'The app is in development mode',
      },
    },
    'development mode',
  ],
  ['Magento', 400, { message: '"%fieldName" is required.', parameters: { fieldName: 'email' } }, 'email'],
  [
    'Problem Details',
    400,
    { title: 'One or more validation errors occurred.', errors: { Email: ['The Email field is required.'] } },
    'The Email field is required.',
    'Email',
  ],
];

/** Read well before any of the others were, and to stay so. */
const known: readonly Reason[] = [
  [
    'HubSpot',
    400,
    { status: 'error', message: 'Property "size" does not exist', category: 'VALIDATION_ERROR', correlationId: 'c-1' },
    'Property "size" does not exist',
  ],
  [
    'Dynamics',
    412,
    { error: { code: '0x80040237', message: 'A record with matching key values already exists.' } },
    'matching key values',
  ],
  [
    'Stripe',
    402,
    { error: { type: 'card_error', code: 'card_declined', message: 'Your card was declined.' } },
    'Your card was declined.',
  ],
  [
    'Airtable',
    422,
    { error: { type: 'UNKNOWN_FIELD_NAME', message: 'Unknown field name: "Foo"' } },
    'Unknown field name',
  ],
  [
    'Notion',
    400,
    { object: 'error', status: 400, code: 'validation_error', message: 'Title is not a property.' },
    'Title is not a property.',
  ],
  [
    'Google',
    400,
    { error: { code: 400, message: 'Unable to parse range: Foo!A1', status: 'INVALID_ARGUMENT' } },
    'Unable to parse range',
  ],
  [
    'Pipedrive',
    400,
    { success: false, error: 'A person must have a name', error_info: 'See the documentation.', data: null },
    'must have a name',
  ],
  [
    'ActiveCampaign',
    422,
    { errors: [{ title: 'Email address already exists in the system', code: 'duplicate' }] },
    'already exists',
  ],
  [
    'ServiceNow',
    404,
    { error: { message: 'No Record found', detail: 'Record does not exist' }, status: 'failure' },
    'No Record found',
  ],
  [
    'Freshdesk',
    400,
    {
      description: 'Validation failed',
      errors: [{ field: 'email', message: 'It should be a valid email address', code: 'invalid_value' }],
    },
    'It should be a valid email address',
    'email',
  ],
  [
    'WooCommerce',
    400,
    { code: 'rest_invalid_param', message: 'Invalid parameter(s): status', data: { status: 400 } },
    'Invalid parameter(s): status',
  ],
  [
    'Asana',
    400,
    { errors: [{ message: 'workspace: Missing input', help: 'For more information, see the docs.' }] },
    'workspace: Missing input',
  ],
  [
    'Intercom',
    404,
    { type: 'error.list', request_id: 'r-1', errors: [{ code: 'not_found', message: 'User Not Found' }] },
    'User Not Found',
  ],
  [
    'Square',
    400,
    {
      errors: [
        { category: 'INVALID_REQUEST_ERROR', code: 'MISSING', detail: 'Missing required parameter.', field: 'amount' },
      ],
    },
    'Missing required parameter.',
    'amount',
  ],
  [
    'Twilio',
    400,
    { code: 21_211, message: "The 'To' number 123 is not a valid phone number.", status: 400 },
    'not a valid phone number',
  ],
  [
    'SendGrid',
    400,
    { errors: [{ message: 'The from address is not verified.', field: 'from', help: null }] },
    'not verified',
    'from',
  ],
];

const soap =
  '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault><faultcode>sf:INVALID_FIELD</faultcode><faultstring>INVALID_FIELD: No such column Foo</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>';
const xero =
  '<ApiException><Message>A validation exception occurred</Message><Elements><ValidationErrors><Message>Account could not be found</Message></ValidationErrors></Elements></ApiException>';
const s3 =
  '<?xml version="1.0" encoding="UTF-8"?><Error><Code>AccessDenied</Code><Message>Access Denied</Message></Error>';

/** The words of refusals. */
export const reasons: readonly AnswerRow[] = [
  ...[...lost, ...known].map(([app, status, body, words, field]) =>
    write(`Create Record, ${app}`, `${status} as ${app} words it`, ['id'], json(body, status), {
      reason: { words: [words].flat(), ...(field !== undefined && { fields: [field] }) },
    }),
  ),
  write('Create Record, Xero XML', '400 as Xero words it in XML', ['id'], text('text/xml', xero, 400), {
    reason: { words: ['Account could not be found'] },
  }),
  write('Create Record, S3', '403 as S3 words it', ['id'], text('application/xml', s3, 403), {
    reason: { words: ['Access Denied'] },
  }),
  write('Create Record, SOAP', '500 as SOAP words it', ['id'], text('text/xml; charset=utf-8', soap, 500), {
    reason: { words: ['No such column'] },
  }),
  write('Create Record, Plain Text', '400 in plain text', ['id'], text('text/plain', 'The period is closed.', 400), {
    reason: { words: ['The period is closed.'] },
  }),
];
