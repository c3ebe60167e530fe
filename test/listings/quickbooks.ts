import { below, filledUp, list, type ListingDraft, type MethodDraft } from './builder.ts';

const ref = (key: string) => [`${key}.value`, `${key}.name`];
const address = (key: string) =>
  below(key, list('Id Line1 Line2 Line3 City Country CountrySubDivisionCode PostalCode Lat Long'));
const common = [
  ...list('Id SyncToken domain sparse:Boolean MetaData.CreateTime:DateTime MetaData.LastUpdatedTime:DateTime'),
];
const money = [...ref('CurrencyRef'), ...list('ExchangeRate:Decimal')];
const taxed = list(`TxnTaxDetail.TotalTax:Decimal TxnTaxDetail.[TaxLine].Amount:Decimal
  TxnTaxDetail.[TaxLine].DetailType TxnTaxDetail.[TaxLine].TaxLineDetail.TaxRateRef.value
  TxnTaxDetail.[TaxLine].TaxLineDetail.PercentBased:Boolean TxnTaxDetail.[TaxLine].TaxLineDetail.TaxPercent:Decimal
  TxnTaxDetail.[TaxLine].TaxLineDetail.NetAmountTaxable:Decimal`);
const linked = list(
  '[LinkedTxn].TxnId [LinkedTxn].TxnType [CustomField].DefinitionId [CustomField].Name [CustomField].StringValue [CustomField].Type',
);
const line = list('[Line].Id [Line].LineNum:Integer [Line].Description [Line].Amount:Decimal [Line].DetailType');
const sales = [
  ...line,
  ...below('[Line].SalesItemLineDetail', [
    ...ref('ItemRef'),
    ...list('UnitPrice:Integer Qty:Integer ServiceDate:DateTime'),
    ...ref('TaxCodeRef'),
    ...ref('ClassRef'),
  ]),
];
const spent = [
  ...line,
  ...below('[Line].AccountBasedExpenseLineDetail', [
    ...ref('AccountRef'),
    ...ref('CustomerRef'),
    ...ref('ClassRef'),
    ...ref('TaxCodeRef'),
    'BillableStatus=Billable|NotBillable|HasBeenBilled',
  ]),
  ...below('[Line].ItemBasedExpenseLineDetail', [
    ...ref('ItemRef'),
    'UnitPrice:Integer',
    'Qty:Integer',
    ...ref('CustomerRef'),
  ]),
];
const person = [
  ...list(`DisplayName Title GivenName MiddleName FamilyName Suffix CompanyName PrintOnCheckName Active:Boolean
    PrimaryPhone.FreeFormNumber Mobile.FreeFormNumber Fax.FreeFormNumber PrimaryEmailAddr.Address WebAddr.URI Notes
    Taxable:Boolean Balance:Decimal BalanceWithJobs:Decimal`),
  ...address('BillAddr'),
  ...money,
];
const sale = [
  ...list('DocNumber TxnDate:DateTime PrivateNote CustomerMemo.value TotalAmt:Decimal HomeTotalAmt:Decimal'),
  ...list('EmailStatus=NotSet|NeedToSend|EmailSent PrintStatus=NotSet|NeedToPrint|PrintComplete BillEmail.Address'),
  ...list('ApplyTaxAfterDiscount:Boolean GlobalTaxCalculation=TaxExcluded|TaxInclusive|NotApplicable'),
  ...ref('CustomerRef'),
  ...ref('ClassRef'),
  ...ref('DepartmentRef'),
  ...money,
  ...address('BillAddr'),
  ...address('ShipAddr'),
  ...sales,
  ...taxed,
  ...linked,
];
const purchase = [
  ...list('DocNumber TxnDate:DateTime PrivateNote TotalAmt:Decimal'),
  ...ref('VendorRef'),
  ...ref('APAccountRef'),
  ...ref('DepartmentRef'),
  ...money,
  ...spent,
  ...linked,
];
const named = list('Name FullyQualifiedName Active:Boolean SubItem:Boolean Description');

interface Entity {
  readonly name: string;
  readonly plural?: string;
  readonly fields: readonly string[];
}

const entities: readonly Entity[] = [
  {
    name: 'Invoice',
    fields: [
      ...sale,
      ...list('DueDate:DateTime Balance:Decimal Deposit:Decimal'),
      ...ref('SalesTermRef'),
      ...ref('ShipMethodRef'),
    ],
  },
  {
    name: 'Estimate',
    fields: [
      ...sale,
      ...list('ExpirationDate:DateTime AcceptedBy AcceptedDate:DateTime TxnStatus=Accepted|Closed|Pending|Rejected'),
    ],
  },
  {
    name: 'Sales Receipt',
    fields: [...sale, ...ref('PaymentMethodRef'), ...ref('DepositToAccountRef'), 'PaymentRefNum'],
  },
  { name: 'Credit Memo', fields: [...sale, 'RemainingCredit:Decimal', 'Balance:Decimal'] },
  { name: 'Refund Receipt', fields: [...sale, ...ref('PaymentMethodRef'), ...ref('DepositToAccountRef')] },
  { name: 'Bill', fields: [...purchase, ...list('DueDate:DateTime Balance:Decimal'), ...ref('SalesTermRef')] },
  { name: 'Vendor Credit', fields: [...purchase, 'Balance:Decimal'] },
  {
    name: 'Purchase',
    fields: [
      ...purchase,
      'PaymentType=Cash|Check|CreditCard',
      'Credit:Boolean',
      ...ref('AccountRef'),
      ...ref('EntityRef'),
    ],
  },
  {
    name: 'Purchase Order',
    fields: [...purchase, 'POStatus=Open|Closed', ...address('VendorAddr'), ...address('ShipAddr')],
  },
  {
    name: 'Customer',
    fields: [
      ...person,
      ...address('ShipAddr'),
      'Job:Boolean',
      ...ref('ParentRef'),
      ...ref('PaymentMethodRef'),
      'ResaleNum',
    ],
  },
  { name: 'Vendor', fields: [...person, 'AcctNum', 'Vendor1099:Boolean', 'TaxIdentifier', ...ref('TermRef')] },
  {
    name: 'Employee',
    fields: [...person, 'SSN', 'HiredDate:DateTime', 'ReleasedDate:DateTime', 'Gender=Male|Female', 'BillRate:Integer'],
  },
  {
    name: 'Item',
    fields: [
      ...named,
      ...list(
        'Type=Inventory|NonInventory|Service UnitPrice:Integer PurchaseCost:Integer QtyOnHand:Integer InvStartDate:DateTime Sku TrackQtyOnHand:Boolean',
      ),
      ...ref('IncomeAccountRef'),
      ...ref('ExpenseAccountRef'),
      ...ref('AssetAccountRef'),
      ...ref('ParentRef'),
    ],
  },
  {
    name: 'Account',
    fields: [
      ...named,
      ...list(
        'AccountType AccountSubType Classification CurrentBalance:Decimal CurrentBalanceWithSubAccounts:Decimal AcctNum',
      ),
      ...ref('CurrencyRef'),
      ...ref('ParentRef'),
    ],
  },
  {
    name: 'Payment',
    fields: [
      ...list(
        'TxnDate:DateTime TotalAmt:Decimal UnappliedAmt:Decimal ProcessPayment:Boolean PaymentRefNum PrivateNote',
      ),
      ...ref('CustomerRef'),
      ...ref('DepositToAccountRef'),
      ...ref('PaymentMethodRef'),
      ...money,
      ...list('[Line].Amount:Decimal [Line].[LinkedTxn].TxnId [Line].[LinkedTxn].TxnType'),
    ],
  },
  {
    name: 'Bill Payment',
    fields: [
      ...list('TxnDate:DateTime DocNumber TotalAmt:Decimal PayType=Check|CreditCard PrivateNote'),
      ...ref('VendorRef'),
      ...ref('DepartmentRef'),
      ...below('CheckPayment', [...ref('BankAccountRef'), 'PrintStatus=NotSet|NeedToPrint|PrintComplete']),
      ...below('CreditCardPayment', ref('CCAccountRef')),
      ...money,
      ...list('[Line].Amount:Decimal [Line].[LinkedTxn].TxnId [Line].[LinkedTxn].TxnType'),
    ],
  },
  {
    name: 'Journal Entry',
    plural: 'Journal Entries',
    fields: [
      ...list('DocNumber TxnDate:DateTime PrivateNote Adjustment:Boolean TotalAmt:Decimal'),
      ...money,
      ...line,
      ...below('[Line].JournalEntryLineDetail', [
        ...ref('AccountRef'),
        ...ref('ClassRef'),
        ...ref('DepartmentRef'),
        'PostingType=Debit|Credit',
        'Entity.Type',
        ...below('Entity', ref('EntityRef')),
      ]),
      ...linked,
    ],
  },
  {
    name: 'Deposit',
    fields: [
      ...list('TxnDate:DateTime TotalAmt:Decimal PrivateNote DocNumber'),
      ...ref('DepositToAccountRef'),
      ...money,
      ...line,
      ...below('[Line].DepositLineDetail', [...ref('AccountRef'), ...ref('PaymentMethodRef'), 'CheckNum']),
    ],
  },
  {
    name: 'Transfer',
    fields: [
      ...list('Amount:Decimal TxnDate:DateTime PrivateNote'),
      ...ref('FromAccountRef'),
      ...ref('ToAccountRef'),
      ...ref('CurrencyRef'),
    ],
  },
  {
    name: 'Time Activity',
    plural: 'Time Activities',
    fields: [
      ...list(
        'TxnDate:DateTime NameOf=Vendor|Employee Hours:Integer Minutes:Integer HourlyRate:Decimal Description Taxable:Boolean',
      ),
      ...ref('EmployeeRef'),
      ...ref('CustomerRef'),
      ...ref('ItemRef'),
      ...ref('ClassRef'),
    ],
  },
  {
    name: 'Class',
    plural: 'Classes',
    fields: [...list('Name FullyQualifiedName Active:Boolean SubClass:Boolean'), ...ref('ParentRef')],
  },
  {
    name: 'Department',
    fields: [...list('Name FullyQualifiedName Active:Boolean SubDepartment:Boolean'), ...ref('ParentRef')],
  },
  {
    name: 'Tax Code',
    fields: [
      ...list('Name Description Active:Boolean Taxable:Boolean TaxGroup:Boolean Hidden:Boolean'),
      ...list(
        'SalesTaxRateList.[TaxRateDetail].TaxOrder:Integer SalesTaxRateList.[TaxRateDetail].TaxRateRef.value SalesTaxRateList.[TaxRateDetail].TaxRateRef.name',
      ),
    ],
  },
  {
    name: 'Tax Rate',
    fields: [
      ...list('Name Description Active:Boolean RateValue:Decimal SpecialTaxType DisplayType'),
      ...ref('AgencyRef'),
      ...ref('TaxReturnLineRef'),
    ],
  },
  {
    name: 'Tax Agency',
    plural: 'Tax Agencies',
    fields: list('DisplayName TaxRegistrationNumber TaxTrackedOnSales:Boolean TaxTrackedOnPurchases:Boolean'),
  },
  {
    name: 'Term',
    fields: list(
      'Name Active:Boolean Type DueDays:Integer DiscountDays:Integer DiscountPercent:Decimal DayOfMonthDue:Integer',
    ),
  },
  { name: 'Payment Method', fields: list('Name Active:Boolean Type=CREDIT_CARD|NON_CREDIT_CARD') },
  {
    name: 'Company Info',
    plural: 'Company Info',
    fields: [
      ...list(
        'CompanyName LegalName FiscalYearStartMonth Country Email.Address WebAddr.URI PrimaryPhone.FreeFormNumber SupportedLanguages',
      ),
      ...address('CompanyAddr'),
      ...address('LegalAddr'),
      ...list('[NameValue].Name [NameValue].Value'),
    ],
  },
  {
    name: 'Attachable',
    fields: [
      ...list('FileName FileAccessUri TempDownloadUri Size:Integer ContentType Category Note'),
      ...list('[AttachableRef].IncludeOnSend:Boolean [AttachableRef].EntityRef.value [AttachableRef].EntityRef.type'),
    ],
  },
  {
    name: 'Budget',
    fields: [
      ...list('Name StartDate:DateTime EndDate:DateTime BudgetType BudgetEntryType Active:Boolean'),
      ...list('[BudgetDetail].BudgetDate:DateTime [BudgetDetail].Amount:Decimal'),
      ...below('[BudgetDetail]', ref('AccountRef')),
    ],
  },
];

/** What Cyclr sends of an entity: nothing that QuickBooks makes itself. */
function sent(fields: readonly string[]): readonly string[] {
  return fields.filter((field) => !/^(?:domain|MetaData|TotalAmt|HomeTotalAmt|Balance|\[LinkedTxn\])/.test(field));
}

function methodsOf({ name, plural = `${name}s`, fields }: Entity): readonly MethodDraft[] {
  const key = name.replaceAll(' ', '');
  const whole = [...common, ...fields];
  const answer = [...below(key, whole), 'time:DateTime'];
  const listed = [
    ...below(`QueryResponse.[${key}]`, whole),
    'QueryResponse.startPosition:Integer',
    'QueryResponse.maxResults:Integer',
    'time:DateTime',
  ];
  const query = `https://{{BaseUrl}}/v3/company/{{realmId}}/query?query=select * from ${key}`;
  const one = `https://{{BaseUrl}}/v3/company/{{realmId}}/${key.toLowerCase()}`;
  return [
    { name: `List ${plural}`, category: plural, endPoint: query, response: listed },
    {
      name: `List New ${plural}`,
      category: plural,
      endPoint: query,
      parameters: ['since:DateTime!~Since'],
      response: listed,
    },
    {
      name: `List Updated ${plural}`,
      category: plural,
      endPoint: query,
      parameters: ['since:DateTime!~Since'],
      response: listed,
    },
    { name: `Get ${name}`, category: plural, endPoint: `${one}/{{Id}}`, parameters: [`${key}Id!`], response: answer },
    {
      name: `Create ${name}`,
      category: plural,
      endPoint: one,
      parameters: ['include=allocation|none'],
      request: sent(fields),
      response: answer,
    },
    {
      name: `Update ${name}`,
      category: plural,
      endPoint: `${one}?operation=update`,
      parameters: ['sparse=true|false'],
      request: ['Id!', 'SyncToken!', ...sent(fields)],
      response: answer,
    },
    {
      name: `Delete ${name}`,
      category: plural,
      endPoint: `${one}?operation=delete`,
      request: ['Id!', 'SyncToken!'],
      response: list(`${key}.Id ${key}.domain ${key}.status time:DateTime`),
    },
    {
      name: `Look Up ${name} Custom Fields for Update`,
      category: plural,
      endPoint: `${one}/{{Id}}`,
      parameters: [`${key}Id!`],
      response: below(key, ['Id', ...linked.slice(2)]),
    },
  ];
}

const report =
  list(`Header.Time:DateTime Header.ReportName Header.ReportBasis=Accrual|Cash Header.StartPeriod Header.EndPeriod Header.Currency
  Header.[Option].Name Header.[Option].Value Columns.[Column].ColTitle Columns.[Column].ColType Columns.[Column].[MetaData].Name Columns.[Column].[MetaData].Value
  Rows.[Row].type Rows.[Row].group Rows.[Row].Header.[ColData].value Rows.[Row].Header.[ColData].id Rows.[Row].[ColData].value Rows.[Row].[ColData].id Rows.[Row].Summary.[ColData].value`);
const reports: readonly MethodDraft[] = list(
  'Profit_And_Loss Profit_And_Loss_Detail Balance_Sheet Cash_Flow General_Ledger Trial_Balance Aged_Receivable Aged_Payable',
).map((name) => ({
  name: `Get ${name.replaceAll('_', ' ')} Report`,
  category: 'Reports',
  endPoint: `https://{{BaseUrl}}/v3/company/{{realmId}}/reports/${name.replaceAll('_', '')}`,
  parameters: list(
    'start_date:DateTime end_date:DateTime accounting_method=Cash|Accrual summarize_column_by=Total|Month|Quarter',
  ),
  response: report,
}));

const others: readonly MethodDraft[] = [
  // The same name in another category, and the same fields.
  {
    name: 'Create Invoice',
    category: 'Transactions',
    endPoint: 'https://{{BaseUrl}}/v3/company/{{realmId}}/invoice',
    parameters: ['include=allocation|none'],
    request: sent(entities[0]?.fields ?? []),
    response: below('Invoice', [...common, ...(entities[0]?.fields ?? [])]),
  },
  {
    name: 'Custom Query',
    category: 'Query',
    endPoint: 'https://{{BaseUrl}}/v3/company/{{realmId}}/query?query={{Query}}',
    parameters: ['Query!', 'openQuery'],
  },
  {
    name: 'Invoice Response Fields',
    category: 'Invoices',
    endPoint: 'https://{{BaseUrl}}/v3/company/{{realmId}}/invoice',
    parameters: ['fields'],
    response: list('Id DocNumber'),
  },
  {
    name: 'Send Invoice',
    category: 'Invoices',
    endPoint: 'https://{{BaseUrl}}/v3/company/{{realmId}}/invoice/{{Id}}/send',
    parameters: ['InvoiceId!', 'sendTo'],
    response: below('Invoice', [...common, ...(entities[0]?.fields ?? [])]),
  },
  {
    name: 'Void Invoice',
    category: 'Invoices',
    endPoint: 'https://{{BaseUrl}}/v3/company/{{realmId}}/invoice?operation=void',
    request: ['Id!', 'SyncToken!'],
    response: below('Invoice', [...common, ...(entities[0]?.fields ?? [])]),
  },
  {
    name: 'Process eCheck Payment',
    category: 'Payments',
    endPoint: 'https://{{BaseUrl}}/quickbooks/v4/payments/echecks',
    request: list(
      'amount:Decimal! eCheck.routingNumber eCheck.accountNumber iOSDeviceId context.mobile=true|false checkNumber paymentMode=WEB|IOS|ANDROID',
    ),
    response: list(
      'id status amount:Decimal eCheck.routingNumber [o:errorDetails].o:errorCode [o:errorDetails].title _links.self.href',
    ),
  },
];

export const quickBooks: ListingDraft = {
  connector: 'QuickBooks Online',
  seed: 21,
  methods: filledUp(
    [...entities.flatMap(methodsOf), ...reports, ...others].slice(0, 260),
    { methods: 260, parameters: 331, fields: 11_163 },
    {
      method: (index) => ({ name: `Test Auth ${index}`, category: 'Administration', endPoint: 'https://{{BaseUrl}}' }),
      parameters: list('maxResults:Integer startPosition:Integer fields minorversion:Integer'),
      field: (draft, index) => {
        const [first = ''] = draft.response ?? [];
        const owner = /^(QueryResponse\.\[\w+\])\.Id$/.exec(first)?.[1] ?? /^(\w+)\.Id$/.exec(first)?.[1];
        return owner === undefined || /^(?:Delete|Look)/.test(draft.name)
          ? undefined
          : `${owner}.CustomAttribute${index}`;
      },
    },
  ),
};
