import { below, filledUp, list, type ListingDraft, type MethodDraft } from './builder.ts';

const system = list('Id CreatedDate:DateTime LastModifiedDate:DateTime IsDeleted:Boolean');
const owned = list('OwnerId Owner.Name');

interface Entity {
  readonly name: string;
  readonly plural?: string;
  readonly fields: readonly string[];
}

/** The objects of Salesforce, with the fields that the connector lists of each. */
const entities: readonly Entity[] = [
  {
    name: 'Account',
    fields: list(
      'Name Type=Prospect|Customer|Partner Industry Phone Website AnnualRevenue:Decimal NumberOfEmployees:Integer BillingAddress Parent.Name ParentId Rating=Hot|Warm|Cold',
    ),
  },
  {
    name: 'Contact',
    fields: list(
      'FirstName LastName Name Email Phone MobilePhone Title Department AccountId Account.Name MailingAddress Birthdate:DateTime',
    ),
  },
  {
    name: 'Lead',
    fields: list(
      'FirstName LastName Company Email Status=Open|Working|Closed Rating=Hot|Warm|Cold LeadSource IsConverted:Boolean Address',
    ),
  },
  {
    name: 'Opportunity',
    plural: 'Opportunities',
    fields: list(
      'Name StageName Amount:Decimal CloseDate:DateTime Probability:Integer Type AccountId Account.Name IsWon:Boolean',
    ),
  },
  {
    name: 'Case',
    fields: list(
      'CaseNumber Subject Status=New|Working|Escalated|Closed Priority=High|Medium|Low Origin=Phone|Email|Web AccountId Account.Name ContactId Contact.Name',
    ),
  },
  {
    name: 'Campaign',
    fields: list('Name Type Status StartDate:DateTime EndDate:DateTime BudgetedCost:Decimal IsActive:Boolean'),
  },
  {
    name: 'Campaign Member',
    fields: list('CampaignId Campaign.Name ContactId Contact.Name LeadId Status HasResponded:Boolean'),
  },
  {
    name: 'Task',
    fields: list(
      'Subject Status=Open|Completed Priority=High|Normal|Low ActivityDate:DateTime WhoId Who.Name Who.Type WhatId What.Name What.Type',
    ),
  },
  {
    name: 'Event',
    fields: list(
      'Subject StartDateTime:DateTime EndDateTime:DateTime Location WhoId Who.Name Who.Type IsAllDayEvent:Boolean',
    ),
  },
  {
    name: 'User',
    fields: list(
      'Username FirstName LastName Email IsActive:Boolean ProfileId Profile.Name UserRole.Name TimeZoneSidKey',
    ),
  },
  { name: 'Product', fields: list('Name ProductCode Description Family IsActive:Boolean StockKeepingUnit') },
  { name: 'Price Book', fields: list('Name Description IsActive:Boolean IsStandard:Boolean') },
  {
    name: 'Price Book Entry',
    plural: 'Price Book Entries',
    fields: list('Product2Id Product2.Name Pricebook2Id UnitPrice:Integer IsActive:Boolean UseStandardPrice:Boolean'),
  },
  {
    name: 'Quote',
    fields: list(
      'Name QuoteNumber Status OpportunityId Opportunity.Name GrandTotal:Decimal ExpirationDate:DateTime BillingAddress',
    ),
  },
  {
    name: 'Order',
    fields: list(
      'OrderNumber Status EffectiveDate:DateTime AccountId Account.Name TotalAmount:Decimal ShippingAddress',
    ),
  },
  {
    name: 'Contract',
    fields: list('ContractNumber Status StartDate:DateTime ContractTerm:Integer AccountId Account.Name'),
  },
  {
    name: 'Asset',
    fields: list('Name SerialNumber Status AccountId Account.Name Product2Id Quantity:Integer Price:Integer'),
  },
  { name: 'Solution', fields: list('SolutionName SolutionNumber Status IsPublished:Boolean') },
  { name: 'Attachment', fields: list('Name ContentType BodyLength:Integer ParentId Parent.Name') },
  { name: 'Note', fields: list('Title Body ParentId IsPrivate:Boolean') },
  { name: 'Case Comment', fields: list('CommentBody ParentId IsPublished:Boolean CreatedById CreatedBy.Name') },
  {
    name: 'Opportunity Line Item',
    fields: list(
      'OpportunityId Quantity:Integer UnitPrice:Integer TotalPrice:Decimal Product2.Name ServiceDate:DateTime',
    ),
  },
  { name: 'Order Item', fields: list('OrderId Quantity:Integer UnitPrice:Integer TotalPrice:Decimal Product2.Name') },
  {
    name: 'Quote Line Item',
    fields: list('QuoteId Quantity:Integer UnitPrice:Integer TotalPrice:Decimal Discount:Decimal'),
  },
  { name: 'Group', fields: list('Name Type DeveloperName DoesIncludeBosses:Boolean') },
  { name: 'Profile', fields: list('Name UserType Description') },
  { name: 'Permission Set', fields: list('Name Label Description IsCustom:Boolean') },
  { name: 'Report', fields: list('Name DeveloperName FolderName LastRunDate:DateTime Format') },
  { name: 'Dashboard', fields: list('Title DeveloperName FolderName') },
  { name: 'Document', fields: list('Name Type ContentType FolderId Author.Name') },
  { name: 'Folder', fields: list('Name Type AccessType IsReadonly:Boolean') },
  { name: 'Email Message', fields: list('Subject FromAddress ToAddress TextBody HtmlBody Status Incoming:Boolean') },
  { name: 'Content Version', fields: list('Title PathOnClient VersionNumber FileType ContentSize:Integer') },
  { name: 'Entitlement', fields: list('Name AccountId Account.Name StartDate:DateTime EndDate:DateTime Type') },
  { name: 'Service Contract', fields: list('Name ContractNumber AccountId Account.Name GrandTotal:Decimal') },
  { name: 'Work Order', fields: list('WorkOrderNumber Subject Status Priority AccountId Account.Name') },
];

const sobjects = 'https://{{Instance}}/services/data/v58.0/sobjects';
const query = 'https://{{Instance}}/services/data/v58.0/query?q=SELECT';
/** What Salesforce answers to every record that is made. */
const saved = list('id success:Boolean [errors].statusCode [errors].message [errors].[fields]');

function methodsOf({ name, plural = `${name}s`, fields }: Entity): readonly MethodDraft[] {
  const key = name.replaceAll(' ', '');
  const whole = [...system, ...owned, ...fields];
  const sent = fields.filter((field) => !field.includes('.'));
  const records = below('[records]', whole);
  const id = [`${key}Id!`];
  return [
    {
      name: `List ${plural}`,
      category: plural,
      endPoint: `${query} {{Fields}} FROM ${key}`,
      response: [...records, 'totalSize:Integer', 'done:Boolean'],
    },
    {
      name: `List New ${plural}`,
      category: plural,
      endPoint: `${query} {{Fields}} FROM ${key}`,
      parameters: ['since:DateTime!'],
      response: records,
    },
    {
      name: `List Updated ${plural}`,
      category: plural,
      endPoint: `${query} {{Fields}} FROM ${key}`,
      parameters: ['since:DateTime!'],
      response: records,
    },
    { name: `Get ${name}`, category: plural, endPoint: `${sobjects}/${key}/{{Id}}`, parameters: id, response: whole },
    {
      name: `Create ${name}`,
      category: plural,
      endPoint: `${sobjects}/${key}`,
      parameters: ['AssignmentRule=true|false'],
      request: sent,
      response: saved,
    },
    { name: `Update ${name}`, category: plural, endPoint: `${sobjects}/${key}/{{Id}}`, parameters: id, request: sent },
    {
      name: `Upsert ${name} By External ID`,
      category: plural,
      endPoint: `${sobjects}/${key}/{{Field}}/{{Id}}`,
      parameters: list('ExternalIdField! ExternalId!'),
      request: sent,
      response: saved,
    },
    { name: `Delete ${name}`, category: plural, endPoint: `${sobjects}/${key}/{{Id}}`, parameters: id },
    {
      name: `If Exists: ${name}`,
      category: plural,
      endPoint: `${query} Id FROM ${key}`,
      parameters: id,
      response: list('[records].Id totalSize:Integer'),
    },
  ];
}

/** Merge fields that Cyclr fills itself have the number -1. */
const triggers: readonly MethodDraft[] = entities.slice(0, 32).map(({ name, plural = `${name}s` }) => ({
  name: `List ${plural} (Trigger)`,
  category: 'Triggers',
  endPoint: `${query} {{Fields}} FROM ${name.replaceAll(' ', '')}`,
  parameters: ['Fields#-1!'],
  response: list('[records].Id [records].Name'),
}));

const reportRows =
  list(`attributes.type attributes.reportName allData:Boolean factMap.T!T.[rows].[dataCells].label factMap.T!T.[rows].[dataCells].value
  factMap.T!T.[aggregates].label factMap.T!T.[aggregates].value groupingsDown.[groupings] groupingsAcross.[groupings].key groupingsAcross.[groupings].label hasDetailRows:Boolean`);
const others: readonly MethodDraft[] = [
  {
    name: 'Execute SOQL Query',
    category: 'Query',
    endPoint: 'https://{{Instance}}/services/data/v58.0/query?q={{Query}}',
    parameters: ['Query!'],
    response: list('[records].Id totalSize:Integer'),
  },
  { name: 'Custom Query', category: 'Query', endPoint: query, parameters: list('SELECT! FROM! WHERE') },
  {
    name: 'Create Record',
    category: 'Custom Objects',
    endPoint: `${sobjects}/{{Object}}`,
    parameters: ['Object!'],
    response: saved,
  },
  {
    name: 'Update Record',
    category: 'Custom Objects',
    endPoint: `${sobjects}/{{Object}}/{{Id}}`,
    parameters: list('Object! Id!'),
  },
  {
    name: 'Get Record',
    category: 'Custom Objects',
    endPoint: `${sobjects}/{{Object}}/{{Id}}`,
    parameters: list('Object! Id! OverrideFields'),
  },
  {
    name: 'Get Report Results (Tabular)',
    category: 'Reports',
    endPoint: 'https://{{Instance}}/services/data/v58.0/analytics/reports/{{Id}}',
    parameters: list('ReportId! includeDetails=true|false'),
    response: reportRows,
  },
  {
    name: 'Get Report Results (Summary)',
    category: 'Reports',
    endPoint: 'https://{{Instance}}/services/data/v58.0/analytics/reports/{{Id}}',
    parameters: list('ReportId! includeDetails=true|false'),
    response: reportRows,
  },
  {
    name: 'List Contacts (Array, Enhanced, For Get)',
    category: 'Contacts',
    endPoint: query,
    response: below('[records]', [...system, 'Name', 'Email', 'Address']),
  },
  {
    name: 'List Changed Objects (Incrementally)',
    category: 'Custom Objects',
    endPoint: query,
    parameters: ['Object!', 'since:DateTime!'],
    response: list('[ids] latestDateCovered'),
  },
  {
    name: 'List New Case Comments By Case ID',
    category: 'Cases',
    endPoint: query,
    parameters: ['CaseId!'],
    response: below('[records]', [...system, ...list('CommentBody ParentId IsPublished:Boolean')]),
  },
  {
    name: 'List Updated Case Comments By Case ID',
    category: 'Cases',
    endPoint: query,
    parameters: ['CaseId!'],
    response: below('[records]', [...system, ...list('CommentBody ParentId IsPublished:Boolean')]),
  },
  {
    name: 'List Case Feed',
    category: 'Cases',
    endPoint: query,
    parameters: ['CaseId!'],
    response: below('[records]', list('Id Type Body ParentId')),
  },
  {
    name: 'List Login History',
    category: 'Users',
    endPoint: query,
    response: below('[records]', list('Id UserId LoginTime:DateTime SourceIp Status')),
  },
  {
    name: 'List Contact Event Relations',
    category: 'Contacts',
    endPoint: query,
    response: below('[records]', list('Id EventId RelationId Relation.Name')),
  },
  {
    name: 'List Records Including Deleted',
    category: 'Custom Objects',
    endPoint: query,
    parameters: ['Object!'],
    response: list('[records].Id'),
  },
  {
    name: 'Set Job State And Wait For Every Batch Of Records That Were Uploaded To Salesforce With The Bulk API To Be Processed',
    category: 'Bulk API',
    endPoint: 'https://{{Instance}}/services/data/v58.0/jobs/ingest/{{Id}}',
    parameters: list('JobId! state!=UploadComplete|Aborted'),
  },
  {
    name: 'Set Job State And Wait For Every Batch Of Records That Were Uploaded To Salesforce With The Bulk API To Be Closed',
    category: 'Bulk API',
    endPoint: 'https://{{Instance}}/services/data/v58.0/jobs/ingest/{{Id}}',
    parameters: list('JobId! state!=UploadComplete|Aborted'),
  },
  {
    name: 'Abort Job',
    category: 'Bulk API',
    endPoint: 'https://{{Instance}}/services/data/v58.0/jobs/ingest/{{Id}}',
    parameters: list('JobId!'),
    request: list('state!'),
  },
  {
    name: 'Create Job',
    category: 'Bulk API',
    endPoint: 'https://{{Instance}}/services/data/v58.0/jobs/ingest',
    request: list('object! operation=insert|update|upsert|delete externalIdFieldName lineEnding=LF|CRLF'),
    response: list('id operation object state createdDate'),
  },
];

/** What every object has, listed of some. */
const further =
  list(`SystemModstamp:DateTime CreatedById LastModifiedById LastViewedDate:DateTime LastReferencedDate:DateTime
  CreatedBy.Name RecordTypeId RecordType.Name CurrencyIsoCode`);

export const salesforce: ListingDraft = {
  connector: 'Salesforce',
  seed: 11,
  methods: filledUp(
    [...entities.flatMap(methodsOf), ...triggers, ...others],
    { methods: 493, parameters: 709, fields: 3713 },
    {
      method: (index) => {
        const entity = entities[index % entities.length];
        const name = entity?.name ?? '';
        const round = ['Lookup', 'Count', 'Describe', 'Undelete'][Math.floor(index / entities.length)] ?? 'Check';
        return {
          name: round === 'Lookup' ? `Lookup ${name} IDs` : `${round} ${name}`,
          category: entity?.plural ?? `${name}s`,
          endPoint: `${query} Id FROM ${name.replaceAll(' ', '')}`,
          parameters: [`${name.replaceAll(' ', '')}Id`],
          response: round === 'Lookup' ? list('[records].Id [records].Name') : [],
        };
      },
      parameters: list('limit:Integer offset:Integer OverrideFields exclude where orderBy'),
      field: (draft, index) => {
        const [first] = draft.response ?? [];
        if (/^(?:Lookup|If|Execute)/.test(draft.name) || draft.category === 'Triggers') return undefined;
        const more = further[index];
        return more === undefined || (first !== 'Id' && first !== '[records].Id')
          ? undefined
          : first === 'Id'
            ? more
            : `[records].${more}`;
      },
    },
  ),
};
