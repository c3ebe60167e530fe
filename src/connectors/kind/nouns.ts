import { setOf } from './verbs.ts';

/** The nouns and qualifiers of methods' names. All are in lower case, in the form that names have. */

/** Nouns that connectors neither use as verbs nor put up for sale: "List Department" reads, "List Property" may sell. */
export const things: ReadonlySet<string> = setOf(`
  accounting activity address affiliate agenda aggregate aging all alternate amount analysis analytics appropriate
  attendance authority availability balance biography blueprint branch budget calendar candidate capacity catalog
  catalogue categories category certificate channel chart children chocolate class classification client climate
  code committee community company competency compliance configuration content contents contract conversation
  coordinate corporate cost country crate criteria csv currency curriculum customer dashboard data dataset date
  debate delegate department description detail dictionary directorate directory discussion division document
  duration element employee employment enterprise entity entry environment equity error estimate event exception
  exercise expense expertise faq feed feedback field folder forecast format forum framework franchise frequency gate
  gender glossary goal guideline hierarchy history holiday id identity ids immediate inbox income industry info
  information instance interest intermediate inventory job journal jpeg json knowledge language late layout
  leaderboard leave ledger level library licence license lifecycle limit list literature location loginhistory
  magistrate mailbox manager mandate mapping matrix media member membership memo menu metadata method metric
  milestone model module name names network news noise nomenclature notebook number object occupation opportunity
  option organisation organization outline overview owner ownership participant partner payable payroll pdf people
  percentage performance period permission person personnel picklist pipeline plan plate policy population portfolio
  precise preference premise presence priority private privilege prize procedure profile profitandloss program
  programme progress quantity quota range reason rebate receipt receivable region registry relation relationship
  report reporter repository requirement resource response responsibility result revenue revision role roster row
  rule salary schema season section security segment separate session setting settings severity shift shopify site
  size skill sla slate source specification specimen spotify stack staff state statement statistics stats status
  structure subject subscription subset summary supplier surprise tax taxonomy team template tenant term territory
  theme thread tier time timeline timesheet timezone title topic total transaction transcript tree trend type
  ultimate unit university uri url usage user utilization value variable variance vendor version visibility
  warehouse weather webhook week wiki wise workflow workspace xml year zone
`);

/** Those of `things` that are verbs elsewhere: "List Contacts and Profile Them". */
export const nounsAndVerbs: ReadonlySet<string> = setOf(`
  address aggregate alternate balance budget catalog chart contract cost debate document estimate exchange exercise
  experience forecast format gate level limit name object permission plan plate prize profile program question
  separate shift size staff state structure subject surprise thread time title total trend value
`);

/** Records that some names use as verbs, or put up for sale. Where only a noun can stand, they are nouns. */
export const entities: ReadonlySet<string> = setOf(`
  account asset bill campaign case charge check company contact contract credit customer deal deposit employee
  estimate expense invoice item journal lead member memo message note offer opportunity order organization page
  payment portal product project property purchase purchaseorder quote rate receipt record refund report request
  return sales salesorder task template ticket transfer user vendor workorder
`);

/** Those of `entities` that are not verbs. */
export const notVerbs: ReadonlySet<string> = setOf(`
  account asset company customer deal employee expense item member opportunity organization payment portal product
  project property purchaseorder receipt salesorder task template user vendor workorder
`);

/** Of these there are several, or no number: "Get New Data" creates nothing. */
export const several: ReadonlySet<string> = setOf(`
  activity all children data feedback history info information inventory media metadata people staff
`);

/** Before "of", these say nothing about the object: "a page of contacts". */
export const collections: ReadonlySet<string> = setOf(
  'array batch collection collections details group lists page pair set',
);

/** Before "for", these make the rest a noun: "Custom Fields for Update". */
export const aboutWrites: ReadonlySet<string> = setOf(`
  field fields layout layouts metadata names option options schema schemas status statuses type types values
`);

/** Adjectives that can follow a plural: "Get Users Available". */
export const afterAPlural: ReadonlySet<string> = setOf(`
  active after available before free here inactive missing nearby nearest newer offline older online only overdue
  present similar
`);

/** Words that only qualify, in a bracket or behind a comma, colon or dash: "(Enhanced, Single)". */
export const qualifiers: ReadonlySet<string> = setOf(`
  a account active admin advanced aggregated all an analytics api array async asynchronous au auto base basic batch
  beta bulk busy by ca center centre classic cloud compact companies company completed contacts count csv current
  cursor custom customer daily default deprecated detail detailed details diff employees en enhanced enterprise eu
  excel excluding experimental ext extended external fetch first flat for from full generic get global grouped help
  hourly html id ids in including incremental individual individuals info inline internal international invoices ip
  jql json last latest legacy light lite loss main matrix max md min minimal modern monthly multi multiple name
  names namespace new no non now number numbers object of old on only open optional original other page paged
  paginated paging partial pdf person picklist premium preview private pro properties public query read recent
  record recursive regular relevance required rest restricted rolling sandbox search sha sheet short simple
  simplified single singular slug soap soql sosl special specific standard std strict string suite suiteql summary
  supplier synchronous table tabular team the this trigger twice uk unified unlimited unpaged unversioned us usa
  user utc v vat vendor verbose version via weekly with without xml yearly your
`);

/** Words that may stand before a name and a colon, dash or bracket: "(Legacy) List Contacts". */
export const preambles: ReadonlySet<string> = setOf('beta deprecated experimental internal legacy preview private');

/** Words that mean one thing together, whatever each of them means alone. */
export const phrases: readonly string[] = [
  'bill to address',
  'change request',
  'change requests',
  'change set',
  'check in',
  'check ins',
  'data set',
  'do not disturb',
  'free and busy',
  'import job',
  'import jobs',
  'log in history',
  'login history',
  'look up',
  'looks up',
  'merge field',
  'merge fields',
  'merge request',
  'merge requests',
  'one or more',
  'option set',
  'permission set',
  'permission sets',
  'point of sale',
  'profit and loss',
  'purchase order',
  'record set',
  'refresh history',
  'result set',
  'rule set',
  'sale item',
  'sale items',
  'sales order',
  'ship to address',
  'ship to location',
  'sign in activity',
  'sign in history',
  'sign ins',
  'sign ups',
  'skill set',
  'suite ql',
  'terms and conditions',
  'to do',
  'to dos',
  'top ups',
  'up to date',
  'work order',
];
