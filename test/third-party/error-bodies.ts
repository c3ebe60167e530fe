/** What an application answers, the words that must reach people, and the fields that it names. */
export interface Row {
  readonly app: string;
  readonly body: string;
  readonly says: readonly string[];
  readonly fields: readonly (string | null)[];
  readonly codes: readonly string[];
  readonly contentType?: string;
}

/** One answer: its application, its body, the words it must give, the fields and codes that it names. */
export const row = (
  app: string,
  body: string | object,
  says: string | readonly string[],
  fields: readonly (string | null)[] = [],
  codes: readonly string[] = [],
): Row => ({
  app,
  body: typeof body === 'string' ? body : JSON.stringify(body),
  says: typeof says === 'string' ? [says] : says,
  fields,
  codes,
});

/** Details are replaced; the shapes are as the applications document or give them. */
export const errorBodies: readonly Row[] = [
  row(
    'QuickBooks',
    {
      Fault: {
        Error: [
          {
            Message: 'Invalid Reference Id',
            Detail: 'Classes element id 99 not found',
            code: '2500',
            element: 'ClassRef',
          },
        ],
        type: 'ValidationFault',
      },
      time: '2026-11-01T00:00:00',
    },
    'Classes element id 99',
    ['ClassRef'],
    ['2500', 'ValidationFault'],
  ),
  row(
    'Xero',
    {
      ErrorNumber: 10,
      Type: 'ValidationException',
      Message: 'A validation exception occurred',
      Elements: [
        {
          LineItems: [{ Description: 'Consulting for Bob', ValidationErrors: [] }],
          ValidationErrors: [{ Message: "Account code '9999' is not a valid code" }],
        },
      ],
    },
    '9999',
    [],
    ['10', 'ValidationException'],
  ),
  row(
    'Xero, XML',
    '<ApiException xmlns:i="http://www.w3.org/2001/XMLSchema-instance"><ErrorNumber>10</ErrorNumber><Message>A validation exception occurred</Message><Elements><DataContractBase><ValidationErrors><ValidationError><Message>Account could not be found</Message></ValidationError><ValidationError><Message>Date is required</Message></ValidationError></ValidationErrors></DataContractBase></Elements></ApiException>',
    ['Account could not be found', 'Date is required'],
  ),
  row(
    'Xero, XML, short',
    '<ApiException><Message>A validation exception occurred</Message><Elements><ValidationErrors><Message>Account could not be found</Message></ValidationErrors></Elements></ApiException>',
    'Account could not be found',
  ),
  row(
    'MailChimp',
    {
      type: 'https://mailchimp.com/developer/marketing/docs/errors/',
      title: 'Invalid Resource',
      status: 400,
      detail: "The resource submitted could not be validated. For field-specific details, see the 'errors' array.",
      instance: 'x',
      errors: [{ field: 'merge_fields.BIRTHDAY', message: 'Please enter a month' }],
    },
    'Please enter a month',
    ['merge_fields.BIRTHDAY'],
  ),
  row(
    'Jira',
    { errorMessages: [], errors: { summary: 'You must specify a summary of the issue.' } },
    'specify a summary',
    ['summary'],
  ),
  row(
    'Jira, several',
    {
      errorMessages: ['The issue is locked.'],
      errors: { description: 'Too long', customfield_10010: 'Epic Name is required.', name: 'Taken' },
    },
    ['issue is locked', 'Too long', 'Epic Name is required', 'Taken'],
    [null, 'description', 'customfield_10010', 'name'],
  ),
  row('Jira, 404', { errorMessages: ['Issue does not exist.'], errors: {} }, 'does not exist'),
  row('Rails', { errors: { email: ['has already been taken'] } }, 'has already been taken', ['email']),
  row(
    'Rails, names of fields that are names of keys',
    {
      errors: {
        title: ["can't be blank"],
        description: ['is too long'],
        name: ['is invalid'],
        code: ['has a bad form'],
        status: ['is not included in the list'],
      },
    },
    ["can't be blank", 'is too long', 'is invalid', 'has a bad form', 'is not included'],
    ['title', 'description', 'name', 'code', 'status'],
  ),
  row('Rails, details', { errors: { email: [{ error: 'taken', value: 'a@x.com' }] } }, 'taken', ['email']),
  row('Rails, one', { error: 'param is missing or the value is empty: contact' }, 'param is missing'),
  row('Rails, list', { errors: ["Email can't be blank", 'Name is too short'] }, [
    "Email can't be blank",
    'Name is too short',
  ]),
  row('Rails, status', { status: 404, error: 'Not Found' }, 'Not Found'),
  row('Shopify', { errors: { base: ['Options are not unique'] } }, 'Options are not unique', []),
  row(
    'Shopify, base and field',
    { errors: { base: ['Options are not unique'], title: ["can't be blank"] } },
    ['Options', "can't be blank"],
    [null, 'title'],
  ),
  row('Shopify, text', { errors: 'Not Found' }, 'Not Found'),
  row(
    'Shopify GraphQL',
    {
      errors: [
        {
          message: 'Variable $input of type ProductInput! was provided invalid value',
          locations: [{ line: 1, column: 9 }],
          extensions: {
            value: { title: null },
            problems: [{ path: ['title'], explanation: 'Expected value to not be null' }],
            code: 'INVALID_VARIABLE',
          },
        },
      ],
    },
    ['was provided invalid value', 'Expected value to not be null'],
    ['title', null],
    ['INVALID_VARIABLE'],
  ),
  row(
    'Zendesk',
    {
      error: 'RecordInvalid',
      description: 'Record validation errors',
      details: { email: [{ description: 'Email: a@x.com is already being used', error: 'DuplicateValue' }] },
    },
    'already being used',
    ['email'],
    ['RecordInvalid', 'DuplicateValue'],
  ),
  row(
    'Zendesk, 404',
    {
      error: { title: 'Forbidden', message: 'You do not have access to this page. Please contact the account owner.' },
    },
    'do not have access',
  ),
  row(
    'Salesforce',
    [
      { message: 'Bad A', errorCode: 'A' },
      { message: 'Bad B', errorCode: 'B' },
    ],
    ['Bad A', 'Bad B'],
    [],
    ['A', 'B'],
  ),
  row(
    'Salesforce, fields',
    [{ message: 'Required fields are missing: [LastName]', errorCode: 'REQUIRED_FIELD_MISSING', fields: ['LastName'] }],
    'Required fields are missing',
    ['LastName'],
    ['REQUIRED_FIELD_MISSING'],
  ),
  row(
    'Salesforce, create',
    {
      id: null,
      success: false,
      errors: [{ statusCode: 'DUPLICATES_DETECTED', message: 'Use one of these records?', fields: ['Email', 'Phone'] }],
    },
    'Use one of these',
    ['Email', 'Phone'],
    ['DUPLICATES_DETECTED'],
  ),
  row(
    'Salesforce, composite',
    {
      compositeResponse: [
        {
          body: [{ errorCode: 'INVALID_FIELD', message: "No such column 'Foo'" }],
          httpStatusCode: 400,
          referenceId: 'r',
        },
      ],
    },
    'No such column',
    [],
    ['INVALID_FIELD'],
  ),
  row(
    'SAP OData',
    { error: { code: 'SY/530', message: { lang: 'en', value: 'Property CompanyCode is invalid' } } },
    'CompanyCode',
    [],
    ['SY/530'],
  ),
  row(
    'SAP OData, details',
    {
      error: {
        code: '005056A509B11EE1',
        message: { lang: 'en', value: 'An exception was raised.' },
        innererror: {
          transactionid: 'X',
          timestamp: '2026',
          Error_Resolution: { SAP_Transaction: 'Run transaction /IWFND/ERROR_LOG' },
          errordetails: [
            {
              code: 'M7/021',
              message: 'Deficit of unrestricted use 5 PC',
              propertyref: '',
              severity: 'error',
              target: 'Quantity',
            },
          ],
        },
      },
    },
    'Deficit of unrestricted use',
    ['Quantity'],
    ['M7/021'],
  ),
  row(
    'SAP OData, XML',
    '<?xml version="1.0" encoding="utf-8"?><error xmlns="http://schemas.microsoft.com/ado/2007/08/dataservices/metadata"><code>005</code><message xml:lang="en">Resource not found for segment Foo</message><innererror><transactionid>X</transactionid></innererror></error>',
    'Resource not found for segment Foo',
  ),
  row(
    'NetSuite',
    {
      type: 'https://www.rfc-editor.org',
      title: 'Bad Request',
      status: 400,
      'o:errorDetails': [
        { detail: 'Please enter a value for Subsidiary', 'o:errorPath': 'subsidiary', 'o:errorCode': 'USER_ERROR' },
      ],
    },
    'Subsidiary',
    ['subsidiary'],
    ['USER_ERROR'],
  ),
  row(
    'NetSuite RESTlet',
    { error: { code: 'RCRD_DSNT_EXIST', message: 'That record does not exist.' } },
    'That record does not exist',
    [],
    ['RCRD_DSNT_EXIST'],
  ),
  row(
    'NetSuite RESTlet, JSON in a text',
    {
      type: 'error.SuiteScriptError',
      name: 'USER_ERROR',
      message: '{"error":{"message":"Please enter a value for Amount"}}',
      stack: ['createError(N/error)'],
    },
    'Please enter a value for Amount',
    [],
    ['USER_ERROR'],
  ),
  row(
    'Dropbox',
    { error_summary: 'path/not_found/..', error: { '.tag': 'path', path: { '.tag': 'not_found' } } },
    'not_found',
  ),
  row(
    'Sage',
    [{ $severity: 'error', $dataCode: 'ValidationError', $message: 'tax_rate_id is blank', $source: 'tax_rate_id' }],
    'is blank',
    ['tax_rate_id'],
  ),
  row('Django', { email: ['This field is required.'] }, 'This field is required.', ['email']),
  row('Django, no field', { non_field_errors: ['Unable to log in'] }, 'Unable to log in', []),
  row(
    'Django, both',
    {
      non_field_errors: ['Dates overlap each other'],
      password: ['This password is too short. It must contain at least 8 characters.'],
    },
    ['Dates overlap', 'too short'],
    [null, 'password'],
  ),
  row(
    'Django, nested',
    {
      address: { zip: ['Enter a valid zip code.'], name: ['This field may not be blank.'] },
      items: [{}, { quantity: ['A valid integer is required.'] }],
    },
    ['valid zip code', 'may not be blank', 'valid integer'],
    ['address.zip', 'address.name', 'items.1.quantity'],
  ),
  row('Django, detail', { detail: 'Authentication credentials were not provided.' }, 'credentials were not provided'),
  row(
    'FastAPI',
    { detail: [{ loc: ['body', 'email'], msg: 'field required', type: 'value_error.missing' }] },
    'field required',
    ['email'],
    ['value_error.missing'],
  ),
  row(
    'FastAPI, Pydantic 2',
    {
      detail: [
        {
          type: 'missing',
          loc: ['body', 'items', 0, 'qty'],
          msg: 'Field required',
          input: { message: 'hello bob' },
          url: 'https://errors.pydantic.dev/2/v/missing',
        },
      ],
    },
    'Field required',
    ['items.0.qty'],
    ['missing'],
  ),
  row('FastAPI, text', { detail: 'Item not found here' }, 'Item not found here'),
  row(
    'Laravel',
    {
      message: 'The given data was invalid.',
      errors: { email: ['The email has already been taken.'], 'items.0.qty': ['The items.0.qty must be a number.'] },
    },
    ['already been taken', 'must be a number'],
    ['email', 'items.0.qty'],
  ),
  row(
    'Facebook',
    {
      error: {
        message: 'Invalid parameter',
        type: 'OAuthException',
        code: 100,
        error_subcode: 1885183,
        is_transient: false,
        error_user_title: 'Ads post',
        error_user_msg: 'The app is in development mode',
        fbtrace_id: 'x',
      },
    },
    'development mode',
    [],
    ['100', 'OAuthException'],
  ),
  row('Magento', { message: '"%fieldName" is required.', parameters: { fieldName: 'email' } }, '"email" is required', [
    'email',
  ]),
  row(
    'Magento, numbered',
    { message: 'The %1 of %2 is not possible.', parameters: ['sale', 'SKU-1'] },
    'The sale of SKU-1 is not possible.',
  ),
  row(
    'Magento, several',
    {
      message: 'One or more input exceptions have occurred.',
      errors: [{ message: '"%fieldName" is required. Enter and try again.', parameters: { fieldName: 'firstname' } }],
    },
    '"firstname" is required',
    ['firstname'],
  ),
  row(
    'S3',
    '<?xml version="1.0" encoding="UTF-8"?>\n<Error><Code>AccessDenied</Code><Message>Access Denied</Message><RequestId>X</RequestId><HostId>Y</HostId></Error>',
    'Access Denied',
    [],
    ['AccessDenied'],
  ),
  row(
    'SOAP',
    '<soapenv:Envelope xmlns:soapenv="http://schemas.xmlsoap.org/soap/envelope/"><soapenv:Body><soapenv:Fault><faultcode>sf:INVALID_FIELD</faultcode><faultstring>INVALID_FIELD: No such column Foo</faultstring></soapenv:Fault></soapenv:Body></soapenv:Envelope>',
    'No such column',
    [],
    ['INVALID_FIELD'],
  ),
  row(
    'SOAP, short',
    '<soapenv:Envelope xmlns:soapenv="x"><soapenv:Fault><faultstring>INVALID_FIELD: No such column Foo</faultstring></soapenv:Fault></soapenv:Envelope>',
    'No such column',
  ),
  row(
    'SOAP 1.2',
    '<env:Envelope xmlns:env="http://www.w3.org/2003/05/soap-envelope"><env:Body><env:Fault><env:Code><env:Value>env:Sender</env:Value><env:Subcode><env:Value>m:MessageTimeout</env:Value></env:Subcode></env:Code><env:Reason><env:Text xml:lang="en">Sender Timeout of 5 minutes</env:Text></env:Reason></env:Fault></env:Body></env:Envelope>',
    'Sender Timeout of 5 minutes',
    [],
    ['Sender', 'MessageTimeout'],
  ),
  row(
    'Workday',
    '<?xml version="1.0"?><SOAP-ENV:Envelope xmlns:SOAP-ENV="http://schemas.xmlsoap.org/soap/envelope/"><SOAP-ENV:Body><SOAP-ENV:Fault xmlns:wd="urn:com.workday/bsvc"><faultcode>SOAP-ENV:Client.validationError</faultcode><faultstring>Validation error occurred. </faultstring><detail><wd:Validation_Fault><wd:Validation_Error><wd:Message>Worker 42 is not valid</wd:Message><wd:Detail_Message>The worker was terminated</wd:Detail_Message><wd:Xpath>/wd:Hire/wd:Worker[1]</wd:Xpath></wd:Validation_Error></wd:Validation_Fault></detail></SOAP-ENV:Fault></SOAP-ENV:Body></SOAP-ENV:Envelope>',
    ['Worker 42 is not valid', 'The worker was terminated'],
    ['Hire.Worker[1]'],
  ),
  row(
    'WCF',
    '<s:Envelope xmlns:s="x"><s:Body><s:Fault><faultcode>s:Client</faultcode><faultstring xml:lang="en-US">The creator of this fault did not specify a Reason.</faultstring><detail><ExceptionDetail><Message>Order 7 was closed</Message><StackTrace>at A.B()</StackTrace><Type>System.Exception</Type></ExceptionDetail></detail></s:Fault></s:Body></s:Envelope>',
    'Order 7 was closed',
  ),
  row(
    'Sage Intacct',
    '<?xml version="1.0" encoding="UTF-8"?><response><control><status>success</status><senderid>me</senderid></control><operation><authentication><status>success</status><userid>bob</userid></authentication><result><status>failure</status><function>create</function><errormessage><error><errorno>BL01001973</errorno><description></description><description2>Could not create Customer record for Bob</description2><correction>Check the customer id</correction></error><error><errorno>XL03000009</errorno><description2>The entire transaction was undone</description2></error></errormessage></result></operation></response>',
    ['Could not create Customer record', 'entire transaction', 'Check the customer id'],
    [],
    ['BL01001973', 'XL03000009'],
  ),
  row(
    'problem+json',
    {
      type: 'https://tools.ietf.org/html/rfc7231',
      title: 'One or more validation errors occurred.',
      status: 400,
      traceId: 'x',
      errors: { Email: ['The Email field is required.'], '$.amount': ['The JSON value could not be converted.'] },
    },
    ['Email field', 'could not be converted'],
    ['Email', 'amount'],
  ),
  row(
    'problem+json, RFC 9457',
    {
      type: 'about:blank',
      title: 'Your request is not valid.',
      'invalid-params': [
        { name: 'age', reason: 'must be a positive integer' },
        { name: 'color', reason: "must be 'green'" },
      ],
    },
    ['must be a positive integer', "must be 'green'"],
    ['age', 'color'],
  ),
  row(
    'problem+json, pointer',
    { title: 'Your request is not valid.', errors: [{ detail: 'must be a positive integer', pointer: '#/age' }] },
    'must be a positive',
    ['age'],
  ),
  row(
    'ASP.NET',
    { Message: 'The request is invalid.', ModelState: { 'contact.Email': ['The Email field is required.'] } },
    'The Email field is required',
    ['contact.Email'],
  ),
  row(
    'ASP.NET, exception',
    {
      Message: 'An error has occurred.',
      ExceptionMessage: 'The customer is on hold',
      ExceptionType: 'System.InvalidOperationException',
      StackTrace: 'at A.B.C()',
    },
    'customer is on hold',
  ),
  row(
    'Acumatica',
    {
      message: 'An error has occurred.',
      exceptionMessage: "Inserting 'Customer' record raised an error: 'Class' cannot be empty.",
      exceptionType: 'PX.Data.PXOuterException',
      stackTrace: 'at PX.Data',
    },
    "'Class' cannot be empty",
  ),
  row(
    'HubSpot',
    { status: 'error', message: 'Contact already exists. Existing ID: 7', correlationId: 'x', category: 'CONFLICT' },
    'Contact already exists',
    [],
    ['CONFLICT'],
  ),
  row(
    'HubSpot, errors',
    {
      status: 'error',
      message: 'Invalid input JSON on line 1',
      errors: [
        {
          message: 'email must be set',
          in: 'properties.email',
          code: 'REQUIRED',
          context: { propertyName: ['email'] },
        },
      ],
    },
    'email must be set',
    ['email'],
  ),
  row(
    'HubSpot, JSON in a sentence',
    {
      status: 'error',
      message:
        'Property values were not valid: [{"isValid":false,"message":"Property \\"foo\\" does not exist","error":"PROPERTY_DOESNT_EXIST","name":"foo"}]',
      category: 'VALIDATION_ERROR',
    },
    'Property "foo" does not exist',
    ['foo'],
    ['PROPERTY_DOESNT_EXIST', 'VALIDATION_ERROR'],
  ),
  row(
    'Dynamics',
    { error: { code: '0x80040265', message: 'A record with matching key values already exists.' } },
    'matching key values',
    [],
    ['0x80040265'],
  ),
  row(
    'Business Central',
    {
      error: {
        code: 'Application_DialogException',
        message: 'The field Name of table Customer must have a value.  CorrelationId:  x.',
      },
    },
    'must have a value',
    [],
    ['Application_DialogException'],
  ),
  row(
    'Microsoft Graph',
    {
      error: {
        code: 'ErrorItemNotFound',
        message: 'The specified object was not found in the store.',
        innerError: { 'request-id': 'x', date: '2026-01-01T00:00:00', code: 'inner' },
      },
    },
    'not found in the store',
    [],
    ['ErrorItemNotFound'],
  ),
  row(
    'OData 4',
    {
      error: {
        code: '501',
        message: 'Unsupported functionality',
        target: 'query',
        details: [{ code: '301', target: '$search', message: '$search query option not supported' }],
      },
    },
    ['Unsupported functionality', 'not supported'],
    ['$search'],
  ),
  row(
    'Exact Online',
    { error: { code: '', message: { lang: '', value: 'Mandatory: Journal' } } },
    'Mandatory: Journal',
  ),
  row(
    'Stripe',
    {
      error: {
        code: 'resource_missing',
        doc_url: 'https://stripe.com/docs',
        message: "No such customer: 'cus_1'",
        param: 'customer',
        type: 'invalid_request_error',
      },
    },
    'No such customer',
    ['customer'],
    ['resource_missing', 'invalid_request_error'],
  ),
  row(
    'Airtable',
    { error: { type: 'UNKNOWN_FIELD_NAME', message: 'Unknown field name: "Foo"' } },
    'Unknown field name',
    [],
    ['UNKNOWN_FIELD_NAME'],
  ),
  row('Airtable, code alone', { error: 'NOT_FOUND' }, 'NOT_FOUND', [], ['NOT_FOUND']),
  row(
    'Notion',
    {
      object: 'error',
      status: 400,
      code: 'validation_error',
      message: 'body failed validation: body.parent should be defined.',
      request_id: 'x',
    },
    'body.parent should be defined',
    [],
    ['validation_error'],
  ),
  row(
    'Google',
    {
      error: {
        code: 400,
        message: 'Invalid value for: Invalid format',
        errors: [
          { message: 'Invalid value for: Invalid format', domain: 'global', reason: 'badRequest', location: 'x' },
        ],
        status: 'INVALID_ARGUMENT',
      },
    },
    'Invalid value for',
    [],
    ['badRequest', 'INVALID_ARGUMENT'],
  ),
  row(
    'Google, details',
    {
      error: {
        code: 400,
        message: 'Request contains an invalid argument.',
        status: 'INVALID_ARGUMENT',
        details: [
          {
            '@type': 'type.googleapis.com/google.rpc.BadRequest',
            fieldViolations: [{ field: 'event.start', description: 'Start must be before end' }],
          },
          {
            '@type': 'type.googleapis.com/google.rpc.Help',
            links: [{ description: 'Read this page', url: 'https://x' }],
          },
        ],
      },
    },
    'Start must be before end',
    ['event.start'],
  ),
  row(
    'Pipedrive',
    {
      success: false,
      error: 'Deal not found here',
      error_info: 'Please check developers.pipedrive.com',
      data: null,
      additional_data: null,
    },
    'Deal not found here',
  ),
  row(
    'ActiveCampaign',
    {
      errors: [
        {
          title: 'Contact Email Address is not valid.',
          detail: '',
          code: 'email_invalid',
          error: 'must_be_valid_email_address',
          source: { pointer: '/data/attributes/email' },
        },
      ],
    },
    'Email Address is not valid',
    ['email'],
    ['email_invalid', 'must_be_valid_email_address'],
  ),
  row('ServiceNow', { error: { message: 'Invalid table foo', detail: null }, status: 'failure' }, 'Invalid table foo'),
  row(
    'ServiceNow, detail',
    {
      error: { message: 'Operation Failed', detail: 'ACL Exception Insert Failed due to security constraints' },
      status: 'failure',
    },
    'security constraints',
  ),
  row(
    'Freshdesk',
    {
      description: 'Validation failed',
      errors: [{ field: 'email', message: 'It should be a valid email address', code: 'invalid_value' }],
    },
    'should be a valid email',
    ['email'],
    ['invalid_value'],
  ),
  row(
    'WooCommerce',
    {
      code: 'rest_invalid_param',
      message: 'Invalid parameter(s): email',
      data: {
        status: 400,
        params: { email: 'Invalid email address.' },
        details: { email: { code: 'rest_invalid_email', message: 'Invalid email address.', data: null } },
      },
    },
    'Invalid email address',
    ['email'],
    ['rest_invalid_param'],
  ),
  row(
    'Asana',
    {
      errors: [
        {
          message: 'project: Not a recognized ID: 7',
          help: 'For more information read the documentation',
          phrase: '6 sad squid snuggle softly',
        },
      ],
    },
    'Not a recognized ID',
  ),
  row(
    'Intercom',
    { type: 'error.list', request_id: 'x', errors: [{ code: 'not_found', message: 'User Not Found' }] },
    'User Not Found',
    [],
    ['not_found'],
  ),
  row(
    'Square',
    {
      errors: [
        {
          category: 'INVALID_REQUEST_ERROR',
          code: 'MISSING_REQUIRED_PARAMETER',
          detail: 'Missing required parameter.',
          field: 'idempotency_key',
        },
      ],
    },
    'Missing required parameter',
    ['idempotency_key'],
    ['MISSING_REQUIRED_PARAMETER'],
  ),
  row(
    'Twilio',
    {
      code: 21211,
      message: "The 'To' number 123 is not a valid phone number.",
      more_info: 'https://www.twilio.com/docs/errors/21211',
      status: 400,
    },
    'not a valid phone number',
    [],
    ['21211'],
  ),
  row(
    'SendGrid',
    {
      errors: [
        { message: 'Does not contain a valid address.', field: 'personalizations.0.to', help: 'http://sendgrid.com' },
      ],
    },
    'Does not contain a valid',
    ['personalizations.0.to'],
  ),
  row(
    'Zoho CRM',
    {
      data: [
        {
          code: 'MANDATORY_NOT_FOUND',
          details: { api_name: 'Last_Name', json_path: '$.data[0].Last_Name' },
          message: 'required field not found',
          status: 'error',
        },
      ],
    },
    'required field not found',
    ['Last_Name'],
    ['MANDATORY_NOT_FOUND'],
  ),
  row(
    'Zoho, XML',
    '<response uri="/crm"><error><code>4834</code><message>Invalid Ticket Id</message></error></response>',
    'Invalid Ticket Id',
    [],
    ['4834'],
  ),
  row(
    'Monday',
    {
      error_code: 'ColumnValueException',
      status_code: 200,
      error_message: 'invalid value, please check our API documentation',
      error_data: { column_value: 'x' },
    },
    'invalid value, please',
    [],
    ['ColumnValueException'],
  ),
  row('ClickUp', { err: 'Team not authorized', ECODE: 'OAUTH_027' }, 'Team not authorized', [], ['OAUTH_027']),
  row('Trello', 'invalid id', 'invalid id'),
  row('Mailgun', { message: "'from' parameter is not a valid address." }, 'not a valid address'),
  row(
    'Klaviyo',
    {
      errors: [
        {
          id: 'x',
          status: 400,
          code: 'invalid',
          title: 'Invalid input.',
          detail: "'phone' is not a valid phone number.",
          source: { pointer: '/data/attributes/phone_number' },
          links: {},
          meta: {},
        },
      ],
    },
    'not a valid phone',
    ['phone_number'],
  ),
  row(
    'JSON:API, parameter',
    { errors: [{ detail: 'author is not a valid include', source: { parameter: 'include' } }] },
    'not a valid include',
    ['include'],
  ),
  row(
    'Braintree',
    '<?xml version="1.0" encoding="UTF-8"?><api-error-response><errors><errors type="array"/><customer><errors type="array"><error><code>81604</code><attribute type="symbol">email</attribute><message>Email is an invalid format.</message></error></errors></customer></errors><message>Email is an invalid format.</message></api-error-response>',
    'Email is an invalid format',
    ['email'],
    ['81604'],
  ),
  row(
    'PayPal',
    {
      name: 'UNPROCESSABLE_ENTITY',
      details: [
        {
          field: '/purchase_units/0/amount/currency_code',
          value: 'X',
          issue: 'CURRENCY_NOT_SUPPORTED',
          description: 'Currency code is not currently supported.',
        },
      ],
      message: 'The requested action could not be performed, semantically incorrect, or failed business validation.',
      debug_id: 'x',
      links: [],
    },
    'Currency code is not currently supported',
    ['purchase_units.0.amount.currency_code'],
    ['UNPROCESSABLE_ENTITY', 'CURRENCY_NOT_SUPPORTED'],
  ),
  row(
    'PayPal NVP',
    'TIMESTAMP=2026&ACK=Failure&L_ERRORCODE0=10001&L_SHORTMESSAGE0=Internal%20Error&L_LONGMESSAGE0=Transaction%20failed%20due%20to%20a%20bad%20card',
    'due to a bad card',
    [],
    ['10001'],
  ),
  row(
    'Adyen',
    { status: 422, errorCode: '130', message: "Required field 'reference' is not provided.", errorType: 'validation' },
    'is not provided',
    [],
    ['130'],
  ),
  row(
    'Adyen, invalid fields',
    {
      type: 'https://docs.adyen.com',
      title: 'Invalid field(s)',
      status: 422,
      detail: 'Some fields are wrong, see them below',
      invalidFields: [{ name: 'companyId', value: '', message: 'must not be blank' }],
    },
    'must not be blank',
    ['companyId'],
  ),
  row(
    'Shopware',
    {
      errors: [
        {
          code: 'VIOLATION::IS_BLANK_ERROR',
          status: '400',
          title: 'Constraint violation error',
          detail: 'This value should not be blank.',
          template: 'x',
          meta: { parameters: {} },
          source: { pointer: '/0/name' },
        },
      ],
    },
    'should not be blank',
    ['0.name'],
  ),
  row(
    'BigCommerce',
    {
      status: 422,
      title: 'JSON data is missing or invalid',
      type: 'https://developer.bigcommerce.com',
      errors: { 'addresses.0.city': 'error.path.missing', name: 'the name is taken' },
    },
    ['error.path.missing', 'name is taken'],
    ['addresses.0.city', 'name'],
  ),
  row('BigCommerce 2', [{ status: 400, message: "The field 'email' is invalid." }], "field 'email' is invalid"),
  row(
    'Wix',
    {
      message: 'requirement failed: name is empty',
      details: {
        validationError: {
          fieldViolations: [{ field: 'contact.name', description: 'must not be empty', violatedRule: 'REQUIRED' }],
        },
      },
    },
    ['must not be empty', 'requirement failed'],
    ['contact.name'],
  ),
  row(
    'Odoo',
    {
      jsonrpc: '2.0',
      id: 1,
      error: {
        code: 200,
        message: 'Odoo Server Error',
        data: {
          name: 'odoo.exceptions.ValidationError',
          debug: 'Traceback (most recent call last): secret path',
          message: 'The email is already in use',
          arguments: ['The email is already in use'],
          context: {},
        },
      },
    },
    'already in use',
    [],
    ['200'],
  ),
  row(
    'Zuora',
    {
      success: false,
      processId: 'x',
      reasons: [{ code: 53100320, message: "'termType' value should be one of: TERMED" }],
    },
    'value should be one of',
    [],
    ['53100320'],
  ),
  row(
    'Chargebee',
    {
      message: 'id : The value c1 is already present.',
      type: 'invalid_request',
      api_error_code: 'duplicate_entry',
      param: 'id',
      error_code: 'param_not_unique',
      http_status_code: 400,
    },
    'already present',
    ['id'],
    ['invalid_request'],
  ),
  row(
    'Recurly',
    {
      error: {
        type: 'validation',
        message: 'Email is not a valid email address',
        params: [{ param: 'email', message: 'is not a valid email address' }],
      },
    },
    'is not a valid email address',
    ['email'],
  ),
  row(
    'Recurly, XML',
    '<?xml version="1.0"?><errors><error field="account.email" symbol="invalid_email">is not a valid email address</error></errors>',
    'is not a valid email',
    ['account.email'],
  ),
  row(
    'GoCardless',
    {
      error: {
        message: 'Validation failed',
        errors: [{ reason: 'is_blank', field: 'iban', message: "can't be blank", request_pointer: '/bank/iban' }],
        documentation_url: 'https://x',
        type: 'validation_failed',
        request_id: 'x',
        code: 422,
      },
    },
    "can't be blank",
    ['iban'],
    ['validation_failed'],
  ),
  row(
    'MYOB',
    {
      Errors: [
        {
          Name: 'ValidationError',
          Message: 'One or more business rules',
          AdditionalDetails: 'Allocation does not balance',
          ErrorCode: 5039,
          Severity: 'Error',
        },
      ],
    },
    ['One or more business rules', 'Allocation does not balance'],
    [],
    ['5039'],
  ),
  row('FreeAgent', { errors: [{ message: "Dated on can't be blank" }, { message: 'Contact is unknown' }] }, [
    "Dated on can't be blank",
    'Contact is unknown',
  ]),
  row('FreeAgent, one', { errors: { error: { message: 'Resource is locked by Bob' } } }, 'locked by Bob'),
  row(
    'FreeAgent, XML',
    '<errors><error><message>Name is blank today</message></error><error><message>Second one here</message></error></errors>',
    ['Name is blank today', 'Second one here'],
  ),
  row(
    'Spring Boot',
    {
      timestamp: '2026-01-01T00:00:00',
      status: 400,
      error: 'Bad Request',
      trace: 'org.x',
      message: "Validation failed for object='contact'. Error count: 1",
      errors: [
        {
          codes: ['Email.contact.email', 'Email'],
          arguments: [{ codes: ['contact.email'], defaultMessage: 'email', code: 'email' }],
          defaultMessage: 'must be a well-formed email address',
          objectName: 'contact',
          field: 'email',
          rejectedValue: 'x y z',
          bindingFailure: false,
          code: 'Email',
        },
      ],
      path: '/api/contacts',
    },
    'well-formed email',
    ['email'],
  ),
  row(
    'Symfony',
    {
      title: 'An error occurred',
      detail: 'email: This value is not valid.',
      violations: [{ propertyPath: 'email', title: 'This value is not valid.', parameters: {}, type: 'urn:uuid:x' }],
    },
    'This value is not valid',
    ['email'],
  ),
  row(
    'Joi',
    {
      statusCode: 400,
      error: 'Bad Request',
      message: 'Invalid request payload input',
      validation: { body: { source: 'body', keys: ['email'], message: '"email" must be a valid email' } },
    },
    'must be a valid email',
    ['email'],
  ),
  row(
    'Joi, details',
    {
      isJoi: true,
      name: 'ValidationError',
      details: [
        {
          message: '"name" is not allowed to be empty',
          path: ['name'],
          type: 'string.empty',
          context: { label: 'name', value: '', key: 'name' },
        },
      ],
      _original: { name: '', message: 'the caller wrote this' },
    },
    'not allowed to be empty',
    ['name'],
    ['string.empty'],
  ),
  row(
    'express-validator',
    {
      errors: [
        { msg: 'Invalid value of it', param: 'email', location: 'body', value: 'x' },
        { type: 'field', msg: 'Too short a name', path: 'name', location: 'body' },
      ],
    },
    ['Invalid value of it', 'Too short a name'],
    ['email', 'name'],
  ),
  row(
    'Mongoose',
    {
      message: 'Contact validation failed',
      errors: {
        email: {
          name: 'ValidatorError',
          message: 'Path `email` is required.',
          properties: { message: 'Path `email` is required.', type: 'required', path: 'email' },
          kind: 'required',
          path: 'email',
        },
      },
    },
    'Path `email` is required',
    ['email'],
  ),
  row(
    'Sequelize',
    {
      name: 'SequelizeUniqueConstraintError',
      errors: [{ message: 'email must be unique', type: 'unique violation', path: 'email', value: 'a@x.com' }],
    },
    'email must be unique',
    ['email'],
  ),
  row(
    'ajv',
    {
      error: [
        {
          instancePath: '/items/0/qty',
          schemaPath: '#/x',
          keyword: 'type',
          params: { type: 'number' },
          message: 'must be number',
        },
      ],
    },
    'must be number',
    ['items.0.qty'],
  ),
  row(
    'zod',
    {
      success: false,
      error: {
        issues: [
          {
            code: 'invalid_type',
            expected: 'string',
            received: 'undefined',
            path: ['address', 'zip'],
            message: 'Required',
          },
        ],
        name: 'ZodError',
      },
    },
    'Required',
    ['address.zip'],
    ['invalid_type'],
  ),
  row(
    'zod, flat',
    { formErrors: ['Whole is wrong'], fieldErrors: { email: ['Invalid email given'] } },
    ['Whole is wrong', 'Invalid email given'],
    [null, 'email'],
  ),
  row(
    'NestJS',
    { statusCode: 400, message: ['email must be an email', 'name should not be empty'], error: 'Bad Request' },
    ['email must be an email', 'name should not be empty'],
  ),
  row('Marshmallow', { messages: { json: { email: ['Not a valid email address.'] } } }, 'Not a valid email', ['email']),
  row(
    'GraphQL',
    {
      errors: [
        {
          message: 'Cannot query field "x"',
          locations: [{ line: 1, column: 3 }],
          path: ['a'],
          extensions: { code: 'GRAPHQL_VALIDATION_FAILED', exception: { stacktrace: ['at x'] } },
        },
      ],
    },
    'Cannot query field',
    [],
    ['GRAPHQL_VALIDATION_FAILED'],
  ),
  row(
    'Lighthouse',
    {
      errors: [
        {
          message: 'Validation failed for the field [createUser].',
          extensions: { validation: { 'input.email': ['The email must be valid.'] } },
        },
      ],
    },
    'The email must be valid',
    ['input.email'],
  ),
  row(
    'GitHub',
    {
      message: 'Validation Failed',
      errors: [{ resource: 'Issue', field: 'title', code: 'missing_field' }],
      documentation_url: 'https://docs.github.com',
    },
    'missing_field',
    ['title'],
  ),
  row(
    'GitLab',
    { message: { title: ["can't be blank"], labels: ['are not known here'] } },
    ["can't be blank", 'are not known'],
    ['title', 'labels'],
  ),
  row('GitLab, text', { error: 'title is missing, id is invalid' }, 'title is missing'),
  row(
    'Bitbucket',
    {
      type: 'error',
      error: { message: 'Bad request', fields: { name: ['This field is required.'] }, detail: 'You must name it' },
    },
    ['This field is required', 'You must name it'],
    ['name'],
  ),
  row(
    'Box',
    {
      type: 'error',
      status: 400,
      code: 'bad_request',
      context_info: { errors: [{ reason: 'missing_parameter', name: 'parent', message: "'parent' is required" }] },
      message: 'Bad Request',
      request_id: 'x',
    },
    "'parent' is required",
    ['parent'],
    ['bad_request', 'missing_parameter'],
  ),
  row(
    'DocuSign',
    { errorCode: 'INVALID_EMAIL_ADDRESS_FOR_RECIPIENT', message: 'The email address for the recipient is invalid.' },
    'for the recipient is invalid',
    [],
    ['INVALID_EMAIL_ADDRESS_FOR_RECIPIENT'],
  ),
  row(
    'Azure DevOps',
    {
      $id: '1',
      innerException: null,
      message: 'TF401320: Rule Error for field Title.',
      typeName: 'x',
      typeKey: 'RuleValidationException',
      errorCode: 0,
    },
    'Rule Error for field Title',
  ),
  row(
    'Okta',
    {
      errorCode: 'E0000001',
      errorSummary: 'Api validation failed: login',
      errorLink: 'E0000001',
      errorId: 'x',
      errorCauses: [{ errorSummary: 'login: An object with this field already exists' }],
    },
    'already exists',
    [],
    ['E0000001'],
  ),
  row(
    'OAuth',
    { error: 'invalid_grant', error_description: 'The refresh token was revoked' },
    'refresh token was revoked',
    [],
    ['invalid_grant'],
  ),
  row(
    'OAuth, form',
    'error=bad_verification_code&error_description=The+code+passed+is+incorrect&error_uri=https%3A%2F%2Fx',
    'The code passed is incorrect',
    [],
    ['bad_verification_code'],
  ),
  row(
    'Slack',
    {
      ok: false,
      error: 'invalid_arguments',
      response_metadata: { messages: ['[ERROR] missing required field: channel'] },
    },
    'missing required field: channel',
    [],
    ['invalid_arguments'],
  ),
  row(
    'Telegram',
    { ok: false, error_code: 400, description: 'Bad Request: chat not found' },
    'chat not found',
    [],
    ['400'],
  ),
  row(
    'AWS',
    {
      __type: 'com.amazonaws.dynamodb.v20120810#ValidationException',
      message: 'One of the required keys was not given a value',
    },
    'required keys',
    [],
    ['ValidationException'],
  ),
  row('AWS, code alone', { __type: 'UnrecognizedClientException' }, 'UnrecognizedClientException'),
  row(
    'AWS, XML',
    '<ErrorResponse xmlns="http://sns.amazonaws.com/doc/"><Error><Type>Sender</Type><Code>InvalidParameter</Code><Message>Invalid parameter: TopicArn</Message></Error><RequestId>x</RequestId></ErrorResponse>',
    'Invalid parameter: TopicArn',
    [],
    ['InvalidParameter'],
  ),
  row(
    'Amazon SP',
    { errors: [{ code: 'InvalidInput', message: 'Invalid ASIN given here', details: '' }] },
    'Invalid ASIN',
  ),
  row(
    'eBay',
    {
      errors: [
        {
          errorId: 25002,
          domain: 'API_INVENTORY',
          category: 'REQUEST',
          message: 'A user error has occurred.',
          longMessage: 'Item.Country is missing from the listing',
          parameters: [{ name: '0', value: 'Item.Country' }],
        },
      ],
    },
    'Item.Country is missing',
    [],
    ['25002'],
  ),
  row(
    'Oracle',
    { title: 'Bad Request', status: '400', 'o:errorCode': 'FND-1', detail: 'URL request parameter q cannot be used' },
    'cannot be used',
    [],
    ['FND-1'],
  ),
  row(
    'FHIR',
    {
      resourceType: 'OperationOutcome',
      issue: [
        { severity: 'error', code: 'required', diagnostics: 'Patient.name is missing', expression: ['Patient.name'] },
      ],
    },
    'Patient.name is missing',
    [],
    ['required'],
  ),
  row(
    'Flickr',
    '<rsp stat="fail"><err code="1" msg="Photo not found in set" /></rsp>',
    'Photo not found in set',
    [],
    ['1'],
  ),
  row('Cin7', { success: false, errors: ['Line 1: Product code is unknown'] }, 'Product code is unknown'),
  row(
    'ConnectWise',
    {
      code: 'InvalidObject',
      message: 'company object is invalid',
      errors: [
        {
          code: 'MissingRequiredField',
          message: 'The identifier field is required.',
          resource: 'company',
          field: 'identifier',
        },
      ],
    },
    'identifier field is required',
    ['identifier'],
    ['InvalidObject', 'MissingRequiredField'],
  ),
  row('Autotask', { errors: ['Value does not exist for the required field companyID.', 'on line 2'] }, [
    'Value does not exist',
    'on line 2',
  ]),
  row(
    'Eloqua',
    [
      {
        type: 'ObjectValidationError',
        container: { type: 'ObjectKey', objectType: 'Contact' },
        property: 'emailAddress',
        requirement: { type: 'EmailAddressRequirement' },
        value: '<null>',
      },
    ],
    'ObjectValidationError',
    ['emailAddress'],
  ),
  row(
    'Marketo',
    { requestId: 'e#1', success: false, errors: [{ code: '1006', message: "Field 'foo' not found" }] },
    "Field 'foo' not found",
    [],
    ['1006'],
  ),
  row(
    'Elasticsearch',
    {
      error: {
        root_cause: [{ type: 'parsing_exception', reason: 'unknown query [foo]' }],
        type: 'parsing_exception',
        reason: 'unknown query [foo]',
      },
      status: 400,
    },
    'unknown query [foo]',
    [],
    ['parsing_exception'],
  ),
  row(
    'Contentful',
    {
      sys: { type: 'Error', id: 'ValidationFailed' },
      message: 'Validation error',
      details: {
        errors: [{ name: 'required', path: ['fields', 'title'], details: 'The property "title" is required here' }],
      },
    },
    'is required here',
    ['fields.title'],
  ),
  row(
    'Strapi',
    {
      data: null,
      error: {
        status: 400,
        name: 'ValidationError',
        message: '2 errors occurred',
        details: { errors: [{ path: ['title'], message: 'title must be defined.', name: 'ValidationError' }] },
      },
    },
    'title must be defined',
    ['title'],
    ['ValidationError'],
  ),
  row(
    'Zoom',
    {
      code: 300,
      message: 'Validation Failed.',
      errors: [{ field: 'settings.language', message: 'Invalid field given.' }],
    },
    'Invalid field given',
    ['settings.language'],
    ['300'],
  ),
  row(
    'Shippo',
    { to_address: [{ street1: ['This field is required.'] }], __all__: ['Nothing to ship here'] },
    ['This field is required', 'Nothing to ship'],
    ['to_address.0.street1', null],
  ),
  row(
    'Calendly',
    {
      title: 'Invalid Argument',
      message: 'The supplied parameters are invalid.',
      details: [{ parameter: 'organization', message: 'must be a URI', code: 'x' }],
    },
    'must be a URI',
    ['organization'],
  ),
  row(
    'Kintone',
    {
      code: 'CB_VA01',
      id: 'x',
      message: 'Missing or invalid input.',
      errors: { 'record.Number.value': { messages: ['Required field is blank.'] } },
    },
    'Required field is blank',
    ['record.Number.value'],
    ['CB_VA01'],
  ),
  row('Coupa', '<errors><error>Supplier is not valid here</error><error>Currency is missing now</error></errors>', [
    'Supplier is not valid',
    'Currency is missing',
  ]),
  row(
    'Procountor',
    { errors: [{ status: 400, message: 'NOT_VALID', field: 'invoiceRows[0].quantity' }] },
    'NOT_VALID',
    ['invoiceRows[0].quantity'],
  ),
  row(
    'Fortnox',
    { ErrorInformation: { error: 1, message: 'Värdet måste vara numeriskt.', code: 2000359 } },
    'numeriskt',
    [],
    ['2000359'],
  ),
  row(
    'Lexoffice',
    {
      IssueList: [
        { i18nKey: 'missing_entity', source: 'company.name', type: 'validation_failure', additionalData: null },
      ],
    },
    'validation_failure',
    ['company.name'],
  ),
  row('plain text', 'Deal 7 is archived and cannot be changed', 'Deal 7 is archived'),
  row(
    'text around JSON',
    'Error calling CRM: {"message":"Deal is closed already","code":"E7"}',
    ['Error calling CRM', 'Deal is closed already'],
    [],
    ['E7'],
  ),
  row(
    'JSON as a JSON text',
    JSON.stringify(JSON.stringify({ message: 'Twice encoded it was' })),
    'Twice encoded it was',
  ),
  row('unknown shape', { oops: { a: 1, b: [2, 'zebra'] } }, 'zebra'),
  row('unknown keys', { requestId: 'abc', whatHappened: 'The quota of widgets is used up' }, 'quota of widgets'),
  row(
    'cut off',
    '{"message":"The given data was invalid.","errors":{"email":["The email has already been taken."],"na',
    'already been taken',
    ['email'],
  ),
  row('byte order mark and JSON', '\uFEFF{"message":"Marked by its bytes"}', 'Marked by its bytes'),
];
