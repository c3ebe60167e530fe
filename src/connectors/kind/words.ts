import { setOf } from './verbs.ts';

/** The words around the verbs of methods' names. All are in lower case, in the form that names have. */

/** Words that join two things, of which only the first is known to read. */
export const joining: ReadonlySet<string> = setOf('also and nor or plus then');

/** Words of a condition, under which something may be written. */
export const conditions: ReadonlySet<string> = setOf(
  'absent else if missing not otherwise unless until when whenever where',
);

/** What follows one of these is a destination: "Export Contacts to Drive". */
export const destinations: ReadonlySet<string> = setOf('into onto to');

/** Before "to", these say that something is so: "List Replies to Comment". */
export const relations: ReadonlySet<string> = setOf(`
  access accessible according applicable assignable attached available belonging belongs connectivity due equal
  linked related replies similar specific subscriptions up visible
`);

/** What is created or used up by asking for it: "Get Access Token", "Get Next Number", "Get Queue Item". */
export const usedUp: ReadonlySet<string> = setOf(`
  lease next nextval nonce otp passcode password queue rid temporary token unique verification
`);

/** Behind a word of `usedUp`, these are about it: "Get Access Token Information". */
export const aboutIt: ReadonlySet<string> = setOf(`
  agents balance balances clicks contract details history holders info information members metadata metrics opens
  policies policy price prices progress settings statistics stats status statuses type types usage user users values
  visitors
`);

/** What "Get" asks somebody for, where nothing follows. */
export const askedFor: ReadonlySet<string> = setOf(`
  approval callback choice completion confirmation consensus consent decision demo feedback going input recognition
  signature signatures signoff summarisation summarization trial vote
`);

/** What a person gives when asked: "Get response from User". */
export const givenByPersons: ReadonlySet<string> = setOf(`
  acceptance acknowledgement acknowledgment answer answers approval approvals confirmation consent feedback input
  inputs replies reply response responses signature signatures
`);

/** Results of a paid task, or kept only until they are fetched: "Get extracted document". */
export const onceOnly: ReadonlySet<string> = setOf(`
  compressed converted extracted generated merged processed redacted rendered scanned signed transcribed translated
`);

/** What a task converts, or what it makes: "Get image from text". */
export const contents: ReadonlySet<string> = setOf(`
  audio content contents document documents file files html image images output pdf photo picture prompt result
  results screenshot speech text url video voice webpage website
`);

/** Irregular past participles: "Get Invoice Paid" has it paid. */
export const done: ReadonlySet<string> = setOf('paid resent sent sold won written');

/** Past participles that say which records are meant: "Get Users Associated with Group". */
export const saysWhich: ReadonlySet<string> = setOf(`
  associated based connected contained deleted included limited linked located named needed owned related required
  used
`);

/** What is made when it is new: "Get New Number". */
export const made: ReadonlySet<string> = setOf('code id identifier key number secret');

/** Where the caller gives the statement, it may write: "Query SQL Database". */
export const anyStatement: ReadonlySet<string> = setOf(
  'command database databases db graph mutation raw script sql statement',
);

/** Query languages that can only read. */
export const readingLanguages: ReadonlySet<string> = setOf('soql sosl suiteql');

/** Words that end the object of a verb. */
export const beyondTheNoun: ReadonlySet<string> = setOf(`
  as at by for from in is its of on per since that this to using via which who whose with within without
`);

/** Places to sell on: "List Items on Channel". "List Comments on Task" sells nothing. */
export const markets: ReadonlySet<string> = setOf(`
  auction channel exchange location market marketplace network platform portal site store vendor website
`);

/** What "Check" asks for: "Check Order Status". "Check Item" may tick it off. */
export const states: ReadonlySet<string> = setOf(`
  access active allowance assigned availability available balance capacity connection connectivity credits
  duplicates eligibility eligible empty enabled exist existence exists expired health limit limits locked membership
  online permission permissions progress quota ready state status stock subscribed valid validity
`);

/** With these, "Check" is another verb: "Check In". */
export const particles: ReadonlySet<string> = setOf('in off out');

/** What "Show" shows to a person or on a screen: "Show Notification". "Show Ticket" reads. */
export const shownToSomebody: ReadonlySet<string> = setOf(`
  ad alert banner card column columns dialog dialogue form gui keyboard listing menu message modal notification
  notifications overlay page popup post product prompt reminder row rows screen sheet tab toast warning window
  worksheet
`);

/** What a customer brings back: "Return Item". */
export const broughtBack: ReadonlySet<string> = setOf(`
  asset book car deposit equipment goods item items loan order orders package parcel payment product products
  purchase rental shipment stock vehicle
`);

/** Where a download is stored, or what installs it: "Download HTTP file", "Download Firmware". */
export const storedSomewhere: ReadonlySet<string> = setOf(`
  app disk drive firmware ftp http https installer local locally machine package server sftp software url webpage
  website
`);
