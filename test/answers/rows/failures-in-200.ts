import { type AnswerRow, json, read, text, write } from '../row.ts';

const marketo = { requestId: 'e1', success: false, errors: [{ code: '602', message: 'Access token expired' }] };
const fault = {
  Fault: {
    Error: [{ Message: 'Invalid Reference Id', Detail: 'Accounts element id 99 not found', code: '2500' }],
    type: 'ValidationFault',
  },
};

/** Failures that come with the status of a success. */
export const failuresIn200: readonly AnswerRow[] = [
  write(
    'Post Message, Slack Auth',
    'Slack wants a new connection',
    ['ok', 'ts'],
    json({ ok: false, error: 'invalid_auth' }),
    {
      reason: { words: ['invalid_auth'] },
    },
  ),
  write('Post Message, Slack Channel', 'Slack refuses', ['ok', 'ts'], json({ ok: false, error: 'channel_not_found' }), {
    reason: { words: ['channel_not_found'] },
  }),
  read('List Channels', 'Slack refuses a read', ['[channels].id'], json({ ok: false, error: 'missing_scope' }), {
    reason: { words: ['missing_scope'] },
  }),
  write('Create Invoice, QuickBooks Fault', 'a Fault of QuickBooks', ['Invoice.Id'], json(fault), {
    reason: { words: ['Accounts element id 99 not found'] },
  }),
  read('Get Invoice', 'a Fault of QuickBooks on a read', ['Invoice.Id'], json(fault), {
    reason: { words: ['Accounts element id 99 not found'] },
  }),
  read('List Leads', 'Marketo wants a new connection', ['[result].id'], json(marketo), {
    reason: { words: ['Access token expired'] },
  }),
  read(
    'Get Product',
    'errors of GraphQL without data',
    ['data.product.id'],
    json({ errors: [{ message: "Field 'x' doesn't exist" }], data: null }),
    { reason: { words: ["Field 'x' doesn't exist"] } },
  ),
  write(
    'Create Product, Shopify User Errors',
    'user errors of Shopify, which a rule finds',
    ['data.productCreate.product.id'],
    json({
      data: { productCreate: { product: null, userErrors: [{ field: ['title'], message: "Title can't be blank" }] } },
    }),
    { reason: { words: ["Title can't be blank"], fields: ['title'] } },
  ),
  write(
    'Create Partner, Odoo XML',
    'a fault of XML-RPC',
    ['id'],
    text(
      'text/xml',
      "<?xml version='1.0'?><methodResponse><fault><value><struct><member><name>faultString</name><value><string>Access denied by rule 7</string></value></member></struct></value></fault></methodResponse>",
    ),
    { reason: { words: ['Access denied by rule 7'] } },
  ),
  write(
    'Create Feed, Amazon XML',
    'an error of Amazon',
    ['id'],
    text(
      'text/xml',
      '<ErrorResponse xmlns="http://mws.example.com"><Error><Type>Sender</Type><Code>InvalidParameterValue</Code><Message>SellerId 7 is invalid</Message></Error></ErrorResponse>',
    ),
    { reason: { words: ['SellerId 7 is invalid'] } },
  ),
  write(
    'Create Item, eBay XML',
    'a failure of eBay',
    ['id'],
    text(
      'text/xml',
      '<AddItemResponse xmlns="urn:ebay:apis:eBLBaseComponents"><Timestamp>2026-11-01</Timestamp><Ack>Failure</Ack><Errors><LongMessage>Category 7 is not a leaf.</LongMessage><ErrorCode>87</ErrorCode></Errors></AddItemResponse>',
    ),
    { reason: { words: ['Category 7 is not a leaf.'] } },
  ),
  write('Add Photo', 'a failure of Flickr', ['id'], json({ stat: 'fail', code: 1, message: 'Photo 7 not found' }), {
    reason: { words: ['Photo 7 not found'] },
  }),
  write(
    'Add Photo, XML',
    'a failure of Flickr in XML',
    ['id'],
    text('text/xml', '<?xml version="1.0"?><rsp stat="fail"><err code="1" msg="Photo 7 not found"/></rsp>'),
    {
      reason: { words: ['Photo 7 not found'] },
    },
  ),
];
