import { below, filledUp, list, type ListingDraft, type MethodDraft } from './builder.ts';

const ref = (key: string) => below(key, list('id refName externalId'));
const refs = (keys: string) => list(keys).flatMap(ref);
const links = list('[links].rel [links].href');
const base = list(
  'id externalId createdDate:DateTime lastModifiedDate:DateTime customForm.id customForm.refName customForm.externalId',
);
const address = (key: string) =>
  below(key, list('addr1 addr2 addressee attention city zip state addrPhone country.id country.refName'));
const line = (more: string) =>
  below('item.[items]', [
    ...list(`line:Integer quantity:Integer rate:Integer amount:Decimal description isClosed:Boolean ${more}`),
    ...refs('item units price taxCode department class location'),
  ]);
const sale = [
  ...list(
    'tranId tranDate:DateTime memo total:Decimal subtotal:Decimal exchangeRate:Decimal email otherRefNum shipDate:DateTime toBeEmailed:Boolean',
  ),
  ...refs(
    'entity subsidiary currency department class location salesRep terms status shipMethod partner opportunity leadSource job',
  ),
  ...address('billingAddress'),
  ...address('shippingAddress'),
  ...line('taxRate1:Decimal costEstimate:Decimal isTaxable:Boolean'),
  ...list('item.totalResults:Integer'),
  ...refs(
    'postingPeriod billingSchedule promoCode discountItem messageSel nexus shipAddressList billAddressList taxItem source intercoTransaction createdFrom recurringBill',
  ),
  ...below('salesTeam.[items]', [...list('contribution:Decimal isPrimary:Boolean'), ...refs('employee salesRole')]),
  ...below('partners.[items]', [...list('contribution:Decimal isPrimary:Boolean'), ...refs('partner partnerRole')]),
  ...below('accountingBookDetail.[items]', [
    ...list('exchangeRate:Decimal'),
    ...refs('accountingBook subsidiary currency'),
  ]),
  ...below('shipGroup.[items]', [
    ...list('weight:Decimal handlingRate:Decimal shippingRate:Decimal'),
    ...refs('sourceAddress destinationAddress shippingMethod'),
  ]),
];
const purchase = [
  ...list('tranId tranDate:DateTime memo total:Decimal exchangeRate:Decimal dueDate:DateTime'),
  ...refs('entity subsidiary currency department class location terms status employee nextApprover account'),
  ...list('approvalStatus=1|2|3'),
  ...address('billingAddress'),
  ...line('isBillable:Boolean vendorName'),
  ...refs(
    'postingPeriod nexus taxItem availableVendorCredit billAddressList shipTo incoterm purchaseContract createdFrom',
  ),
  ...below('accountingBookDetail.[items]', [
    ...list('exchangeRate:Decimal'),
    ...refs('accountingBook subsidiary currency'),
  ]),
  ...below('landedCost.[items]', [...list('amount:Decimal'), ...refs('costCategory source')]),
  ...below('expense.[items]', [
    ...list('line:Integer amount:Decimal memo isBillable:Boolean'),
    ...refs('account category customer department'),
  ]),
];
const person = [
  ...list(
    'entityId firstName lastName companyName email phone altPhone mobilePhone fax url isInactive:Boolean isPerson:Boolean comments balance:Decimal',
  ),
  ...refs('subsidiary currency terms category salesRep priceLevel'),
  ...address('defaultAddress'),
  ...refs(
    'accessRole image language emailPreference globalSubscriptionStatus receivablesAccount payablesAccount taxItem territory defaultTaxReg parent stage',
  ),
  ...below('currencyList.[items]', [
    ...list('balance:Decimal overdueBalance:Decimal'),
    ...refs('currency symbolPlacement'),
  ]),
  ...below('contactRoles.[items]', [...list('email giveAccess:Boolean'), ...refs('contact role')]),
  ...below(
    'addressBook.[items]',
    list('id label defaultBilling:Boolean defaultShipping:Boolean addressBookAddress_text'),
  ),
];
const stock = [
  ...list(
    'itemId displayName salesDescription purchaseDescription cost:Decimal averageCost:Decimal lastPurchasePrice:Integer weight:Decimal isInactive:Boolean upcCode quantityOnHand:Integer',
  ),
  ...refs(
    'subsidiary incomeAccount cogsAccount assetAccount taxSchedule costCategory class department location unitsType',
  ),
  ...below('price.[items]', [...list('price:Integer quantity:Integer'), ...refs('priceLevel currencyPage')]),
  ...refs(
    'preferredLocation saleUnit purchaseUnit stockUnit vendor revenueRecognitionRule deferredRevenueAccount shipPackage storeDisplayImage manufacturerCountry itemProcessGroup',
  ),
  ...below('itemVendor.[items]', [
    ...list('purchasePrice:Integer preferredVendor:Boolean vendorCode'),
    ...refs('vendor subsidiary schedule'),
  ]),
  ...below('locations.[items]', [...list('quantityAvailable:Integer reorderPoint:Integer'), ...refs('locationId')]),
];
const journal = [
  ...list('tranId tranDate:DateTime memo approved:Boolean exchangeRate:Decimal reversalDate:DateTime'),
  ...refs('subsidiary currency postingPeriod accountingBook'),
  ...below('line.[items]', [
    ...list('debit:Decimal credit:Decimal memo'),
    ...refs('account entity department class location'),
  ]),
];
const activity = [
  ...list('title message startDate:DateTime status priority completed:Boolean'),
  ...refs(
    'assigned owner company contact transaction supportCase milestone relatedItem accessLevel reminderType timeZone',
  ),
];
const list2 = (more: string) => [
  ...list(`name description isInactive:Boolean ${more}`),
  ...refs('parent subsidiary currency country nexus mainAddress logo fiscalCalendar taxFiscalCalendar'),
];

interface Entity {
  readonly name: string;
  readonly plural?: string;
  readonly fields: readonly string[];
}

const entities: readonly Entity[] = [
  ...list('Sales_Order Invoice Cash_Sale Credit_Memo Estimate Return_Authorization Opportunity Item_Fulfillment').map(
    (name) => ({ name, fields: sale }),
  ),
  ...list('Purchase_Order Vendor_Bill Vendor_Credit Expense_Report Vendor_Payment Item_Receipt').map((name) => ({
    name,
    fields: purchase,
  })),
  ...list('Customer Vendor Employee Contact Lead Prospect Partner').map((name) => ({ name, fields: person })),
  ...list('Inventory_Item Non-Inventory_Sale_Item Service_Sale_Item Kit_Item Assembly_Item').map((name) => ({
    name,
    fields: stock,
  })),
  ...list('Journal_Entry Inventory_Transfer Deposit').map((name) => ({ name, fields: journal })),
  ...list('Task Phone_Call Calendar_Event Message').map((name) => ({ name, fields: activity })),
  ...list('Subsidiary Department Classification Location Term Currency Account Price_Level').map((name) => ({
    name,
    fields: list2(`${name.charAt(0).toLowerCase()}${name.slice(1).replaceAll('_', '')}Code`),
  })),
].map(({ name, fields }) => ({ name: name.replaceAll('_', ' '), fields }));

const rest = 'https://{{Account}}.suitetalk.api.netsuite.com/services/rest';

function methodsOf({ name, fields }: Entity): readonly MethodDraft[] {
  const plural = name.endsWith('y') ? `${name.slice(0, -1)}ies` : `${name}s`;
  const key = name.replaceAll(/[ -]/g, '');
  const path = `${rest}/record/v1/${key.charAt(0).toLowerCase()}${key.slice(1)}`;
  const whole = [...base, ...fields];
  const sent = fields.filter((field) => !/refName|total|subtotal|externalId/.test(field));
  // A query answers with columns, whose names are in lower case.
  const columns = fields
    .filter((field) => /^\w+(?::\w+)?$/.test(field) && !field.startsWith('isInactive'))
    .slice(0, 8)
    .map((field) => field.replace(/^\w+/, (column) => column.toLowerCase()));
  const rows = below('[items]', ['id', ...columns, 'isinactive=T|F', 'transactionlines', ...links]);
  return [
    {
      name: `List ${plural}`,
      category: plural,
      endPoint: path,
      response: [
        ...rows.slice(0, 1),
        ...below('[items]', links),
        ...list('totalResults:Integer count:Integer hasMore:Boolean'),
      ],
    },
    {
      name: `List ${plural} (V2, Beta)`,
      category: plural,
      endPoint: `${rest}/query/v1/suiteql`,
      parameters: ['isInactive=T|F'],
      response: [...rows, 'totalResults:Integer'],
    },
    {
      name: `Get ${name}`,
      category: plural,
      endPoint: `${path}/{{Id}}`,
      parameters: list('Id! expandSubResources=true|false'),
      response: whole,
    },
    {
      name: `Get ${name} (Enhanced, Single)`,
      category: plural,
      endPoint: `${path}/{{Id}}`,
      parameters: ['Id!'],
      response: [...whole, ...links],
    },
    {
      name: `Create ${name}`,
      category: plural,
      endPoint: path,
      request: sent,
      parameters: ['replace', 'validation=ERROR|IGNORE|WARNING'],
    },
    {
      name: `Update ${name}`,
      category: plural,
      endPoint: `${path}/{{Id}}`,
      request: sent,
      parameters: ['Id!', 'validation=ERROR|IGNORE|WARNING'],
    },
    { name: `Delete ${name}`, category: plural, endPoint: `${path}/{{Id}}`, parameters: ['Id!'] },
  ];
}

const others: readonly MethodDraft[] = [
  {
    name: 'Execute SuiteQL Query',
    category: 'Query',
    endPoint: `${rest}/query/v1/suiteql`,
    request: ['q!'],
    response: ['[items]:Undefined', 'hasMore:Boolean'],
  },
  {
    name: 'RESTlet Request (GET)',
    category: 'RESTlets',
    endPoint: 'https://{{Account}}.restlets.api.netsuite.com/app/site/hosting/restlet.nl',
    parameters: list('script! deploy! RESTletParameters'),
  },
  {
    name: 'RESTlet Request (POST)',
    category: 'RESTlets',
    endPoint: 'https://{{Account}}.restlets.api.netsuite.com/app/site/hosting/restlet.nl',
    parameters: list('script! deploy!'),
    request: list('.'),
  },
  {
    name: 'Enhanced Objects',
    category: 'Enhanced',
    endPoint: `${rest}/record/v1/metadata-catalog/`,
    response: list('[items].name [items].mediaType'),
  },
  {
    name: 'List Inventory Items',
    category: 'Items',
    endPoint: `${rest}/query/v1/suiteql`,
    response: below('[items]', list('id itemid displayname isinactive=T|F')),
  },
  { name: 'Create Record', category: 'Custom Records', endPoint: `${rest}/record/v1/{{Type}}`, parameters: ['Type!'] },
  {
    name: 'Update Record',
    category: 'Custom Records',
    endPoint: `${rest}/record/v1/{{Type}}/{{Id}}`,
    parameters: ['Type!', 'Id!'],
  },
  {
    name: 'Create Sales Order With Several Lines From An External System And Link It To An Existing Opportunity By External ID',
    category: 'Sales Orders',
    endPoint: `${rest}/record/v1/salesOrder`,
    request: sale.filter((field) => !/refName|externalId/.test(field)),
    response: list('id [o:errorDetails].o:errorCode [o:errorDetails].detail'),
  },
];

export const netSuite: ListingDraft = {
  connector: 'NetSuite',
  seed: 31,
  methods: filledUp(
    [...entities.flatMap(methodsOf), ...others].slice(0, 286),
    { methods: 286, parameters: 503, fields: 15_447 },
    {
      method: (index) => {
        const entity = entities[index % entities.length]?.name ?? '';
        return {
          name: `Get ${entity} Metadata`,
          category: 'Metadata',
          endPoint: `${rest}/record/v1/metadata-catalog/${entity}`,
          response: list('type properties'),
        };
      },
      parameters: list(
        'limit:Integer offset:Integer q fields orderBy simpleEnumFormat=true|false expand accountingBook',
      ),
      field: (draft, index) => (/^Get (?!.*Metadata)/.test(draft.name) ? `custbody_attribute_${index}` : undefined),
    },
  ),
};
