import { type Row, row } from './error-bodies.ts';

/** The shapes of less common applications and frameworks, as in error-bodies.ts. */
export const moreErrorBodies: readonly Row[] = [
  row(
    'Pardot',
    '<?xml version="1.0" encoding="UTF-8"?><rsp stat="fail" version="1.0"><err code="1">Invalid API key or user key</err></rsp>',
    'Invalid API key or user key',
  ),
  row(
    'Zoho Desk',
    {
      errorCode: 'INVALID_DATA',
      message: 'The data is invalid due to validation restrictions',
      errors: [{ fieldName: '/contactId', errorType: 'invalid', errorMessage: '' }],
    },
    'contactId: invalid',
    ['contactId'],
  ),
  row('Copper', { success: false, status: 422, message: 'Invalid input: name is missing' }, 'name is missing'),
  row('Insightly', [{ Message: 'LAST_NAME is too long' }], 'LAST_NAME is too long'),
  row(
    'Keap',
    {
      message: 'Input could not be converted',
      fault: {
        faultstring: 'Invalid Access Token',
        detail: { errorcode: 'keymanagement.service.invalid_access_token' },
      },
    },
    'Invalid Access Token',
  ),
  row(
    'Greenhouse',
    { errors: [{ message: 'Invalid stage', field: 'stage_id' }], message: 'Validation failed' },
    'stage_id: Invalid stage',
    ['stage_id'],
  ),
  row(
    'BambooHR',
    '<?xml version="1.0"?><error><field id="email">Email is not valid</field></error>',
    'Email is not valid',
  ),
  row(
    'Freshbooks',
    {
      response: {
        errors: [{ errno: 1012, field: 'userid', message: 'Client not found.', object: 'client', value: '1' }],
      },
    },
    'Client not found',
    ['userid'],
  ),
  row(
    'Freshbooks new',
    {
      code: 3,
      message: 'Request failed with status_code: 422',
      details: [
        {
          '@type': 'x',
          reason: '1012',
          domain: 'accounting.api.freshbooks.com',
          metadata: { field: 'email', message: 'Email is taken', object: 'client', value: 'a', code: '1' },
        },
      ],
    },
    'Email is taken',
    ['email'],
  ),
  row(
    'Linear',
    {
      errors: [
        {
          message: 'Argument Validation Error',
          path: ['issueCreate'],
          extensions: {
            type: 'invalid input',
            userError: true,
            userPresentableMessage: 'teamId must be a UUID.',
            validationErrors: [
              {
                target: {},
                value: 'x',
                property: 'teamId',
                children: [],
                constraints: { isUuid: 'teamId must be a UUID' },
              },
            ],
          },
        },
      ],
    },
    'teamId must be a UUID',
    ['teamId', null],
  ),
  row(
    'class-validator',
    {
      statusCode: 400,
      message: [
        {
          property: 'email',
          constraints: { isEmail: 'email must be an email', isNotEmpty: 'email should not be empty' },
        },
      ],
      error: 'Bad Request',
    },
    'email should not be empty',
    ['email'],
  ),
  row(
    'Typeform',
    {
      code: 'VALIDATION_ERROR',
      description: 'invalid form',
      details: [{ code: 'MISSING', description: 'this field is missing', field: '/title', in: 'body' }],
    },
    'this field is missing',
    ['title'],
  ),
  row(
    'Plaid',
    {
      display_message: null,
      error_code: 'INVALID_FIELD',
      error_message: 'the following required fields are missing: client_id',
      error_type: 'INVALID_REQUEST',
    },
    'required fields are missing',
  ),
  row(
    'Xero OAuth',
    {
      Type: null,
      Title: 'Unauthorized',
      Status: 401,
      Detail: 'TokenExpired: token expired at 11/27/2026',
      Instance: 'x',
      Extensions: {},
    },
    'token expired at',
  ),
  row(
    'Xero payroll',
    {
      problem: {
        type: 'about:blank',
        title: 'BadRequest',
        status: 400,
        detail: 'Validation error occurred.',
        invalidFields: [{ name: 'Email', reason: 'Email is not valid' }],
      },
    },
    'Email is not valid',
    ['Email'],
  ),
  row(
    'Avalara',
    {
      error: {
        code: 'ValueRequiredError',
        message: 'Field x is required.',
        target: 'Unknown',
        details: [
          {
            code: 'ValueRequiredError',
            number: 5,
            message: 'Field lines is required.',
            description: 'Please provide lines.',
            faultCode: 'Client',
            severity: 'Error',
          },
        ],
      },
    },
    'Field lines is required',
  ),
  row(
    'Shopify, one text',
    { errors: { order: 'Required parameter missing or invalid' } },
    'order: Required parameter',
    ['order'],
  ),
  row(
    'eBay XML',
    '<?xml version="1.0"?><AddItemResponse xmlns="urn:ebay"><Ack>Failure</Ack><Errors><ShortMessage>Bad title</ShortMessage><LongMessage>The title has too many letters</LongMessage><ErrorCode>70</ErrorCode><SeverityCode>Error</SeverityCode><ErrorParameters ParamID="0"><Value>x</Value></ErrorParameters></Errors></AddItemResponse>',
    'too many letters',
  ),
  row('Vend', { errors: { global: ['Product has no price here'] } }, 'Product has no price'),
  row(
    'pairs',
    {
      errors: [
        ['name', "can't be blank"],
        ['email', 'is bad'],
      ],
    },
    'email: is bad',
    ['name', 'email'],
  ),
  row(
    'Chargify',
    { errors: ['Email: cannot be blank.', 'First name: cannot be blank.'] },
    'First name: cannot be blank',
  ),
  row('Teamwork', { MESSAGE: 'Task name is needed', STATUS: 'Error' }, 'Task name is needed'),
  row(
    'Wrike',
    { errorDescription: "Parameter 'title' value is invalid", error: 'invalid_parameter' },
    "Parameter 'title' value",
  ),
  row(
    'Quickbase',
    { message: 'Bad request', description: 'Required field to is missing' },
    'Required field to is missing',
  ),
  row(
    'Podio',
    {
      error_parameters: {},
      error_detail: null,
      error_propagate: false,
      request: { url: 'x', query_string: '', method: 'POST' },
      error_description: 'No matching operation could be found.',
      error: 'not_found',
    },
    'No matching operation',
  ),
  row(
    'ManyChat',
    { status: 'error', message: 'Validation error', details: { messages: [{ message: 'Subscriber does not exist' }] } },
    'Subscriber does not exist',
  ),
  row(
    'Drupal',
    {
      errors: [
        {
          title: 'Unprocessable Content',
          status: '422',
          detail: 'title: This value should not be null.',
          source: { pointer: '/data/attributes/title' },
          links: {},
        },
      ],
    },
    'This value should not be null',
    ['title'],
  ),
  row(
    'Canvas',
    { errors: { name: [{ attribute: 'name', type: 'too_long', message: 'is too long today' }] } },
    'name: is too long today',
    ['name'],
  ),
  row(
    'SharePoint',
    { 'odata.error': { code: '-2146232832', message: { lang: 'en-US', value: 'The field Foo does not exist.' } } },
    'The field Foo does not exist',
  ),
  row(
    'Dynamics Finance',
    {
      error: {
        code: '',
        message: 'An error has occurred.',
        innererror: {
          message:
            'Write failed for table row of type CustCustomer. Infolog: Warning: Field Currency must be filled in.',
          type: 'x',
          stacktrace: 'at A',
        },
      },
    },
    'Currency must be filled in',
  ),
  row(
    'IBM',
    {
      errors: [{ code: 'bad_field', message: 'nope nope', more_info: 'x', target: { type: 'field', name: 'email' } }],
      trace: 'x',
      status_code: 400,
    },
    'email: nope nope',
    ['email'],
  ),
  row(
    'Cloudflare',
    {
      success: false,
      errors: [
        {
          code: 1003,
          message: 'Invalid or missing zone id.',
          error_chain: [{ code: 6003, message: 'Invalid request headers' }],
        },
      ],
      messages: [],
      result: null,
    },
    'Invalid request headers',
  ),
  row(
    'k8s',
    {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: {},
      status: 'Failure',
      message: 'pods "x" not found',
      reason: 'NotFound',
      details: {
        name: 'x',
        kind: 'pods',
        causes: [{ reason: 'FieldValueRequired', message: 'Required value', field: 'spec.name' }],
      },
      code: 404,
    },
    'spec.name: Required value',
    ['spec.name'],
  ),
  row(
    'OpenAI',
    {
      error: {
        message: 'Incorrect API key provided: sk-abcdefghijklmnop1234567890.',
        type: 'invalid_request_error',
        param: null,
        code: 'invalid_api_key',
      },
    },
    'Incorrect API key provided: [redacted]',
  ),
  row(
    'Gusto',
    {
      errors: [
        { error_key: 'first_name', category: 'invalid_attribute_value', message: 'First name is required' },
        {
          error_key: 'address',
          category: 'nested_errors',
          errors: [{ error_key: 'zip', category: 'x', message: 'Zip is wrong' }],
        },
      ],
    },
    'Zip is wrong',
  ),
  row(
    'PandaDoc',
    { type: 'validation_error', detail: { recipients: { '0': { email: ['Enter a valid email.'] } } } },
    'Enter a valid email',
    ['recipients.0.email'],
  ),
  row(
    'Vimeo',
    {
      error: 'The parameters passed to this API endpoint did not pass validation',
      link: null,
      developer_message: 'x was not valid in y',
      error_code: 2204,
      invalid_parameters: [
        {
          field: 'name',
          error_code: 2100,
          error: 'No name was given',
          developer_message: 'The name field is required',
        },
      ],
    },
    'No name was given',
    ['name'],
  ),
  row(
    'Discord',
    {
      code: 50035,
      errors: {
        content: { _errors: [{ code: 'BASE_TYPE_REQUIRED', message: 'This field is required' }] },
        embeds: { 0: { title: { _errors: [{ code: 'L', message: 'Must be 256 or fewer.' }] } } },
      },
      message: 'Invalid Form Body',
    },
    'embeds.0.title: Must be 256',
    ['content', 'embeds.0.title'],
  ),
  row('Yotpo', { status: { code: 400, message: 'Bad product id', error_type: 'X' } }, 'Bad product id'),
  row(
    'Constant Contact',
    [{ error_key: 'contacts.api.validation.error', error_message: 'email_address is malformed' }],
    'email_address is malformed',
  ),
  row(
    'Campaign Monitor',
    {
      Code: 1,
      Message: 'Invalid Email Address',
      ResultData: {
        TotalUniqueEmailsSubmitted: 1,
        FailureDetails: [{ EmailAddress: 'x', Code: 1, Message: 'Invalid Email here' }],
      },
    },
    'Invalid Email here',
  ),
  row(
    'GetResponse',
    {
      httpStatus: 400,
      code: 1000,
      codeDescription: 'General error of validation process',
      message: 'Validation failed',
      moreInfo: 'x',
      context: [{ validationType: 'x', fieldName: 'email', errorDescription: 'Email is malformed' }],
      uuid: 'x',
    },
    'Email is malformed',
    ['email'],
  ),
  row(
    'Tableau',
    '<?xml version="1.0"?><tsResponse><error code="401002"><summary>Unauthorized Access</summary><detail>Invalid authentication credentials were provided.</detail></error></tsResponse>',
    'Invalid authentication credentials',
  ),
  row(
    'Confluence',
    {
      statusCode: 400,
      data: {
        authorized: true,
        valid: false,
        errors: [{ message: { key: 'x.y', args: [], translation: 'Title is taken in the space' } }],
      },
      message: 'com.x.Exception: Could not create',
    },
    'Title is taken in the space',
    ['x.y'],
  ),
  row(
    'Prestashop',
    '<?xml version="1.0"?><prestashop xmlns:xlink="x"><errors><error><code><![CDATA[85]]></code><message><![CDATA[Validation error: "Property Customer->email is not valid"]]></message></error></errors></prestashop>',
    'Customer->email is not valid',
  ),
  row(
    'Walmart',
    {
      errors: {
        error: [
          {
            code: 'INVALID',
            field: 'sku',
            description: 'Bad sku',
            info: 'Fix your sku now',
            severity: 'ERROR',
            category: 'DATA',
            causes: [],
          },
        ],
      },
    },
    'Bad sku',
    ['sku'],
  ),
  row('UPS', { response: { errors: [{ code: '111286', message: 'Bad state for the zip' }] } }, 'Bad state for the zip'),
  row(
    'DHL',
    {
      status: 400,
      title: 'Bad request',
      detail: 'Validation failed',
      additionalDetails: ['#/content: required key [incoterm] not found'],
    },
    'required key [incoterm] not found',
  ),
  row('Uber', { code: 'invalid', message: 'x', fields: { name: 'Is needed' } }, 'name: Is needed', ['name']),
  row('Yahoo', { error: { 'yahoo:description': 'Invalid league key' } }, 'Invalid league key'),
  row(
    'Ariba',
    '<?xml version="1.0"?><!DOCTYPE cXML SYSTEM "http://xml.cxml.org/cXML.dtd"><cXML payloadID="x"><Response><Status code="406" text="Not Acceptable">Document number is a duplicate</Status></Response></cXML>',
    'Document number is a duplicate',
  ),
  row(
    'XML-RPC',
    '<?xml version="1.0"?><methodResponse><fault><value><struct><member><name>faultCode</name><value><int>103</int></value></member><member><name>faultString</name><value><string>Product does not exist.</string></value></member></struct></value></fault></methodResponse>',
    'Product does not exist',
  ),
];
