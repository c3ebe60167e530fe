import type { ConnectorMethod, MethodKind } from './method.ts';

/** Whether a method is there to be called; a webhook is called by the third-party app. */
export function isCallable({ methodType }: Pick<ConnectorMethod, 'methodType'>): boolean {
  return methodType === null || methodType === 'Action';
}

/**
 * Whether a method only reads: decides whether a query may call it, and whether it is shared, tried again and cached.
 *
 * Cyclr does not say, so the name has to. It is a read when it is an `Action` whose name begins with a reading verb, or
 * says that something "Exists", and nothing in the name casts doubt on that. A write must never be taken for a read:
 * whatever is in doubt is a write.
 */
export function kindOf({ name, methodType }: Pick<ConnectorMethod, 'name' | 'methodType'>): MethodKind {
  if (methodType !== 'Action') return 'WRITE';
  // Marks that cannot be seen could hide a word, and wide letters could disguise one.
  const plain = name.normalize('NFKC').replaceAll(/\p{Cf}|[’'](?:s\b)?/gu, '');
  const words = wordsOf(plain);
  return saysRead(words) && !castsDoubt(plain, words) ? 'READ' : 'WRITE';
}

function saysRead(words: readonly string[]): boolean {
  const [verb = '', ...rest] = words;
  const reads = readings.get(verb);
  if (reads !== undefined) return reads(rest);
  // "Contact Exists For Email" asks; "Ensure Contact Exists" and "Tag If Exists" do not.
  return words.includes('exists') && !words.some((word) => conditions.has(word));
}

function castsDoubt(plain: string, words: readonly string[]): boolean {
  return (
    words.some((word) => writing.has(word) || joining.has(word) || usedUp.has(word)) ||
    // "Get Contact, Invite if Missing": only a check may have a condition.
    (words[0] !== 'check' && words.some((word) => conditions.has(word))) ||
    // "Export Contacts to Drive" leaves something there; "List Users Assigned to Group" does not.
    words.some((word, index) => destinations.has(word) && !isOfAssigned(words, index)) ||
    // "Get New Number" makes one.
    (words.includes('new') && words.some((word) => made.has(word))) ||
    // "Get/Book Slot" has two verbs, as has "Get & Book".
    /^\W*\w+\s*[/,|]|[&+]/.test(plain) ||
    // "Get Slot (Book)" and "Get Slot - Book" do too; what stands alone in "Get Order" is a noun.
    plain
      .split(/\s[-–—]|[(:;[]/)
      .slice(1)
      .some((part) => verbsToo.has(wordsOf(part)[0] ?? '')) ||
    // A verb may be in a language that these lists are not.
    /[^\p{ASCII}]/u.test(plain.replaceAll(/[^\p{L}\p{M}]/gu, ''))
  );
}

function isOfAssigned(words: readonly string[], index: number): boolean {
  const exports = words[0] === 'export' || words[0] === 'download';
  return !exports && words[index] === 'to' && words[index - 1]?.endsWith('ed') === true;
}

type Rest = readonly string[];

/** What must follow each reading verb. Several of them are nouns too: "Query Schedule", "List Email", "Check Void". */
const readings: ReadonlyMap<string, (rest: Rest) => boolean> = new Map([
  ['get', () => true],
  ['find', () => true],
  ['lookup', () => true],
  ['describe', () => true],
  ['search', notANoun],
  ['query', ofRecords],
  ['export', notANoun],
  ['download', notANoun],
  ['list', ofSeveral],
  ['count', ofSeveral],
  ['check', ofState],
]);

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
  return (ofSeveral(rest) || rest.includes('soql')) && !rest.some((word) => anyStatement.has(word));
}

/** "Check Availability" reads; "Check In", "Check Out" and "Check Item" (off a checklist) do not. */
function ofState(rest: Rest): boolean {
  return rest.some((word) => states.has(word)) && !rest.some((word) => particles.has(word));
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
  archive assign attach authenticate authorise authorize ban begin block buy cancel capture change clear clone close
  commence complete confirm consume convert copy create creates creating deactivate decline decrement deduct delete
  deletes deleting delist demote deny deploy dequeue destroy detach disable discard disconnect dismiss dispatch drain
  drop duplicate edit empty enable encrypt enqueue enrol enroll ensure erase escalate execute expire finalise finalize
  finish fire flush follow forward fulfil fulfill generate grant guarantee halt hide hire import increment init
  initialise initialize initiate insert inserting inserts install invalidate invite invoke join kick kill launch lock
  login logout make mark merge migrate modify move mute notify overwrite patch pause perform poll pop prepend process
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
const usedUp = set('lease next nonce otp passcode password queue token unique verification');

const made = set('code id identifier key number secret');

/** Where the caller writes the statement, it can be any: "Query SQL Database". */
const anyStatement = set('command database databases db graph mutation raw script sql statement');

const beyondTheNoun = set('as at by for from in is its of on per that this us via with within without');
const forSale = set('on sale');
const several = set(
  'all children people staff inventory metadata media history data feedback activity info information',
);

const states = set(`
  access allowance available availability balance capacity connection connectivity credits duplicates eligibility exist
  existence exists health limit limits membership permission permissions progress quota state status stock validity
  whether
`);
const particles = set('in out off');
