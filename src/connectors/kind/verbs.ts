/** The verbs that tell a read from a write. All are in lower case, in the form that names have. */

/** A set of the words in a text. */
export function setOf(words: string): ReadonlySet<string> {
  return new Set(words.trim().split(/\s+/));
}

/** Verbs that make a write of a name wherever they stand. Those that are nouns too are in `writingNouns` and `verbsToo`. */
export const writing: ReadonlySet<string> = setOf(`
  abort accept accrue ack acknowledge activate add adding adds adjust allocate amend annotate anonymise anonymize
  append apply approve archive ask assign attach authenticate authorise authorize autocomplete autocreate backfill
  backup ban begin bind blacklist broadcast buy cancel cast categorise categorize choose cleanse cleanup clear clone
  close commence compile complete compose compress confirm consume convert copy create creates creating crop
  deactivate deauthorise deauthorize decline decommission decrement decrypt deduct dedup dedupe deduplicate delete
  deletes deleting delist deliver demote deny deploy deprovision dequeue deregister destroy detach devise disable
  disassociate discard disconnect dismiss dispatch ditch donate drain draw drop dump edit eject emit empty enable
  encode encrypt enqueue enrich enrol enroll ensure erase escalate evict execute expand expire extend extract fax
  finalise finalize finish fire flatten flush follow forward freeze fulfil fulfill garnish generate giveaway grab
  grant guarantee halt hide hire ignite impersonate increment ingest init initialise initialize initiate inject
  insert inserting inserts install invalidate invite invoke join kick kill launch liquidate lock logout make mangle
  mark mask mend migrate mint modify mount move mute nominate notify nudge obfuscate offboard onboard opt optin
  optout oust overwrite pair pardon patch pause perform ping pluck poll pop prefill prepend procure prolong promote
  provision prune publish purge put quarantine randomise randomize reactivate reapply rearrange reassign rebase
  reboot rebuild recalculate receive recompute reconcile reconnect recover recreate rectify redact redeem redeploy
  redo reformat refresh regenerate register rehydrate reimburse reindex reinstate reject relist reload relocate
  remap remit remove removes removing rename renew renumber reopen reorder repair reparent replace replaces replay
  replicate reply repost reprint reprocess requeue rerun reschedule rescind resend reserve reset reshuffle resign
  resize resolve respond restart restock restore restructure resubmit resume resync retire retrain retrigger retry
  retweet reupload reverse revert revise revoke rewind rewrite ringfence rob rollback rotate sack sanitise sanitize
  save scan scramble seal seed seize sell send sends set settle share ship shred sign silence simulate snooze spawn
  spend squash start stash steal stop strip submit subscribe suppress surrender suspend swap synchronise synchronize
  synthesise synthesize take tamper terminate throttle tidy toggle touch transcode transcribe transform transition
  translate transmit transpose trash truncate tweet unarchive unassign unban unblock uncancel uncheck undelete
  undeploy undo unenroll unflag unfollow unfreeze unhide uninstall unlink unlist unlock unmap unmatch unmute unpack
  unpair unpause unpin unpublish unregister unset unshare unsnooze unstar unsubscribe unsuspend untag unwatch update
  updating upgrade upload upsert upserting upserts vacate validate verify void waive warn whitelist wipe withdraw
  withhold wrangle write zap
`);

/** Verbs that write, and nouns too. A query in the endpoint clears the doubt. */
export const writingNouns: ReadonlySet<string> = setOf(`
  attempt block build capture change charge commit duplicate import login merge process redirect split sync trigger
  use
`);

/** Those of `writingNouns` that qualify a noun: "List Process Instances". "List Block Users" may block them. */
export const qualifying: ReadonlySet<string> = setOf('login process trigger');

/** Those of `writingNouns` that can end a noun: "Get Business Process". */
export const endOfANoun: ReadonlySet<string> = setOf(
  'attempt block build capture change charge commit login process trigger use',
);

/** Verbs that write, where "a" or "an" makes a noun of them: "Retrieve a broadcast". */
export const nounsAfterAn: ReadonlySet<string> = setOf(`
  archive broadcast change commit draw extract hire import launch make merge process scan set stop transform trigger
  update
`);

/** Verbs where they stand behind a noun or alone in an aside, nouns elsewhere: "List Orders Refund", "Get Order". */
export const verbsToo: ReadonlySet<string> = setOf(`
  book call charge claim email link mail message order pay place post print push queue refund release request run
  schedule tag transfer
`);

/** A name behind its category begins so: "Contacts - List Contacts". */
export const readingVerbs: RegExp =
  /^(?:check|count|describe|download|fetch|find|get|list|lookup|query|read|retrieve|return|search|select|show|view)(?:s|es)? /;
