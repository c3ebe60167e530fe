import type { ConnectorMethod, ListedMethod, MethodKind } from './method.ts';

/** Whether a method is there to be called; a webhook is called by the third-party app. */
export function isCallable({ methodType }: Pick<ConnectorMethod, 'methodType'>): boolean {
  return methodType === null || methodType === 'Action';
}

/**
 * Whether a method only reads: decides whether a query may call it, and whether it is shared, tried again and cached.
 *
 * Cyclr does not say, so the name has to, unless a catalog says otherwise. It is a read when it is an `Action` whose name begins with a reading verb, or
 * says that something "Exists", and nothing in the name casts doubt on that. A write must never be taken for a read:
 * whatever is in doubt is a write.
 */
export function kindOf({
  name,
  methodType,
  kind,
}: Pick<ListedMethod, 'name' | 'methodType'> & { readonly kind?: MethodKind | undefined }): MethodKind {
  if (methodType !== 'Action') return 'WRITE';
  if (kind !== undefined) return kind;
  // Marks that cannot be seen could hide a word, and wide letters could disguise one.
  const plain = name.normalize('NFKC').replaceAll(/\p{Cf}|[’'](?:s\b)?/gu, '');
  const words = wordsOf(plain);
  const main = mainWords(plain);
  return saysRead(words, main) && !castsDoubt(plain, words, main) ? 'READ' : 'WRITE';
}

function saysRead(words: readonly string[], main: readonly string[]): boolean {
  // A bare verb says too little, unless it is "Query (SOQL)", of a language that only reads.
  const [verb = '', ...rest] = words.some((word) => readingLanguages.has(word)) ? words : main;
  const reads = readings.get(verb);
  if (reads !== undefined) return rest.length > 0 && reads(rest);
  // "Contact Exists For Email" asks; "Ensure Contact Exists" and "Tag If Exists" do not.
  return words.indexOf('exists') > 0 && !words.some((word) => conditions.has(word));
}

function castsDoubt(plain: string, words: readonly string[], main: readonly string[]): boolean {
  return (
    words.some((word) => writing.has(word) || joining.has(word) || usedUp.has(word)) ||
    // "Get Contact, Invite if Missing": only a check may have a condition, "Check If" and no other.
    words.slice(words[0] === 'check' ? 2 : 0).some((word) => conditions.has(word)) ||
    // "Export Contacts to Drive" leaves something there; "List Users Assigned to Group" does not.
    words.some((word, index) => destinations.has(word) && !isOfAssigned(words, index)) ||
    // "Get New Number" makes one.
    (words.includes('new') && words.some((word) => made.has(word))) ||
    // "Get/Book Slot" has two verbs, as has "Get & Book".
    /^\W*\w+\s*[/,|]|[&+]/.test(plain) ||
    // "Get Slot (Book)" and "Get Slot: Book" do too, whatever the verb; "Get Slot (Trigger)" does not.
    asidesOf(plain).some(mayBeADeed) ||
    // "Get Contract Signed" has it signed.
    main.slice(-1).some(isDone) ||
    // A verb may be in a language that these lists are not.
    /[^\p{ASCII}]/u.test(plain.replaceAll(/[^\p{L}\p{M}]/gu, ''))
  );
}

/** What stands behind a mark that starts something new: a bracket, a colon, a comma, a slash, an arrow, a dash. */
function asidesOf(plain: string): readonly (readonly string[])[] {
  return plain.split(startsAnew).slice(1).map(wordsOf);
}

/** The words before the first aside. */
function mainWords(plain: string): readonly string[] {
  return wordsOf(plain.split(startsAnew)[0] ?? '');
}

const startsAnew = /[\s_][-–—]+|[^\p{L}\p{M}\p{N}\s\-–—_.?!"“”#)\]]/u;

/** Any word may be a verb but those that are known not to be, and those in a form that a second deed would not have. */
function mayBeADeed([word]: readonly string[]): boolean {
  if (word === undefined || harmless.has(word) || /[^e]ed$/.test(word)) return false;
  const one = word.replace(/s$/, '');
  return one === word || word.endsWith('ss') || writing.has(one) || writing.has(word.slice(0, -2));
}

function isDone(word: string): boolean {
  return /[^e]ed$/.test(word) || done.has(word);
}

function isOfAssigned(words: readonly string[], index: number): boolean {
  const exports = words[0] === 'export' || words[0] === 'download';
  return !exports && words[index] === 'to' && words[index - 1]?.endsWith('ed') === true;
}

type Rest = readonly string[];

/** What must follow each reading verb. Several of them are nouns too: "Query Schedule", "List Email", "Check Void". */
const readings: ReadonlyMap<string, (rest: Rest) => boolean> = new Map([
  ['get', isThere],
  ['find', () => true],
  ['lookup', () => true],
  ['describe', () => true],
  ['search', notANoun],
  ['query', ofRecords],
  ['export', (rest) => notANoun(rest) && !rest.some((word) => word === 'job' || word === 'async')],
  // "Download File from URL" leaves it in the third-party app.
  ['download', (rest) => notANoun(rest) && !rest.includes('url')],
  ['list', ofSeveral],
  ['count', ofSeveral],
  ['check', ofState],
]);

/** "Get Approval" asks somebody for it, and "Get New Address" makes one; "Get Approval Status" and "Get New Leads" do not. */
function isThere(rest: Rest): boolean {
  const isNew = rest[0] === 'new' && !rest.some((word) => /(?<!s)s$/.test(word) || several.has(word));
  return !isNew && !askedFor.has(objectOf(rest).at(-1) ?? '');
}

/** "Search Index Schedule" and "Export Email" are verbs behind a noun; "Search Orders by Tag" is not. */
function notANoun(rest: Rest): boolean {
  return !verbsToo.has(objectOf(rest).at(-1) ?? '');
}

/** "List Contacts" reads, "List Item" puts it up for sale, and "List Items on Channel" does so with several. */
function ofSeveral(rest: Rest): boolean {
  const named = objectOf(rest).some((word) => /(?<!s)s$/.test(word) || several.has(word));
  return named && notANoun(rest) && !rest.some((word) => forSale.has(word));
}

/** The words before "by", "for", "in". */
function objectOf(rest: Rest): Rest {
  const end = rest.findIndex((word) => beyondTheNoun.has(word));
  return end === -1 ? rest : rest.slice(0, end);
}

/** "Query Invoices" and "Query (SOQL)" read; a bare "Query" of a database does what the caller writes. */
function ofRecords(rest: Rest): boolean {
  return (
    (ofSeveral(rest) || rest.some((word) => readingLanguages.has(word))) && !rest.some((word) => anyStatement.has(word))
  );
}

/** "Check Availability" reads; "Check In", "Check Out" and "Check Item" (off a checklist) do not. */
function ofState(rest: Rest): boolean {
  if (rest.some((word) => particles.has(word))) return false;
  if (rest[0] === 'if' || rest[0] === 'whether') return true;
  // "Check Order Status" and "Check Stock Level by SKU"; "Check Balance Transfer" is of no balance.
  const last = rest.findLastIndex((word) => states.has(word));
  const after = rest[last + 1];
  return last >= 0 && (after === undefined || after === 'level' || after === 'levels' || beyondTheNoun.has(after));
}

function wordsOf(plain: string): string[] {
  return (
    plain
      .replaceAll(/(?<=[a-z\d])(?=[A-Z])/g, ' ')
      .toLowerCase()
      .match(/[a-z]+/g) ?? []
  );
}

function set(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}

/** Verbs that make a write of a name wherever they stand. Those that are common nouns too are in `verbsToo`. */
const writing = set(`
  accept ack acknowledge activate add adding adds adjust allocate amend anonymise anonymize append apply approve
  archive assign attach authenticate authorise authorize autocreate ban begin block buy cancel capture change clear clone close
  commence complete confirm consume convert copy create creates creating deactivate decline decrement deduct delete
  deletes deleting delist demote deny deploy dequeue destroy detach disable discard disconnect dismiss dispatch drain
  drop duplicate edit empty enable encrypt enqueue enrol enroll ensure erase escalate execute expire finalise finalize
  finish fire flush follow forward fulfil fulfill generate grant guarantee halt hide hire import increment init
  initialise initialize initiate insert inserting inserts install invalidate invite invoke join kick kill launch lock
  login logout make mark merge migrate modify move mute notify opt optin optout overwrite patch pause perform ping poll pop prepend process
  promote provision publish purge put reactivate reassign rebuild recalculate receive reconcile reconnect recover
  redact redeem redo refresh regenerate register reindex reject relist remove removes removing rename renew reopen
  reorder replace replaces reply reprocess rerun resend reserve reset resolve respond restart restore resume retry
  revert revoke rollback rotate save seed sell send set settle share ship sign snooze split start stop submit
  subscribe suspend swap sync synchronise synchronize take terminate toggle touch transform transition trash truncate
  unarchive unassign unblock undelete undo unfollow unhide uninstall unlink unlock unmute unpause unpublish unregister
  unsubscribe unsuspend untag update updating upgrade upload upsert upserting upserts use void wipe withdraw write
`);

/** Verbs at the end of "Export …" and at the start of an aside; the nouns of "Get Order" and "Get Email" elsewhere. */
const verbsToo = set(`
  book call charge claim email link mail message order pay place post print push queue refund release request run
  schedule tag transfer
`);

/** Two things in one name, of which only the first is known to read. */
const joining = set('and or then plus nor also');

const conditions = set('if unless when whenever where otherwise else until not missing absent');

const destinations = set('to into onto');

/** The asking makes it, or takes it from the next one who asks: "Get Access Token", "Get Next Number", "Get Queue Item". */
const usedUp = set('lease next nextval nonce otp passcode password queue rid temporary token unique verification');

/** What "Get" asks for, where nothing follows. */
const askedFor = set('approval callback consent demo signature signatures trial');

const done = set('paid resent sent sold won written');

/** What an aside may begin with: no verbs, in connectors' names. */
const harmless = set(`
  admin advanced all au basic batch by compact company csv customer detail details diff for from full help id
  incremental internal jql json legacy loss new number only pdf person rest search soap soql sosl suite synchronous
  trigger uk us v vendor with xml
`);

const made = set('code id identifier key number secret');

/** Where the caller writes the statement, it can be any: "Query SQL Database". */
const anyStatement = set('command database databases db graph mutation raw script sql statement');

const readingLanguages = set('soql sosl');

const beyondTheNoun = set('as at by for from in is its of on per that this us via with within without');
const forSale = set('on sale');
const several = set(
  'all children people staff inventory metadata media history data feedback activity info information',
);

const states = set(`
  access allowance available availability balance capacity connection connectivity credits duplicates eligibility exist
  existence exists health limit limits membership permission permissions progress quota state status stock validity
`);
const particles = set('in out off');
