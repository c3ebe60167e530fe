import type { ConnectorMethod, MethodKind } from './method.ts';

/** What a method does is told by its name alone: listings carry no HTTP verb. */
type Named = Pick<ConnectorMethod, 'name' | 'methodType'>;

const readingVerb = /^(?:get|list|search|find|lookup|look up|describe|count|query|check|download|export)\b/;
const existence = /\bexists$/;

/**
 * Words that make a write of what begins like a read ("Get or Create Contact", "Check Out Cart"), wherever they stand.
 * A read that has one of them in its name ("List Deleted Records") is taken for a write too: that is the safe side.
 */
const writingWords =
  /\b(?:abort|accept|acknowledge|activate|adds?|allocate|append|apply|approve|archive|assign|attach|authoriz\w*|authoris\w*|book|bulk|cancel|capture|change|charge|claim|clear|clone|close|commit|complete|confirm|consume|convert|copy|create|creates|credit|deactivate|decrement|delete|dequeue|detach|disable|discard|dispatch|draw|edit|email|emails?|empty|enable|enqueue|enrol\w*|execute|expire|finali[sz]e|fix|flush|forward|fulfil\w*|generate|grant|import|in|increment|insert|install|invite|invoke|issue|join|launch|leave|link|lock|log|mark|merge|migrate|modify|move|next|notify|open|out|overwrite|patch|pause|pay|perform|place|poll|pop|post|process|promote|provision|publish|pull|purge|push|put|queue|rebuild|receive|recalculate|record|redeem|refresh|refund|register|reindex|reject|release|remove|rename|renew|reopen|replace|reply|request|reschedule|reserve|reset|resolve|restart|restore|resume|retry|return|revoke|rotate|run|save|schedule|send|set|share|ship|sign|start|stop|store|submit|subscribe|suspend|swap|sync|synchroni[sz]e|tag|terminate|toggle|touch|transfer|trigger|unarchive|unassign|undelete|undo|unlink|unlock|unpublish|unsubscribe|untag|update|upgrade|upload|upsert|use|validate|verify|void|withdraw|write)\b/;

/** Whether a method only reads. It must be an Action and begin with a reading verb; when in doubt it writes. */
export function kindOf(method: Named): MethodKind {
  const known = kinds.get(method);
  if (known !== undefined) return known;
  const kind = isCallable(method) && readsByName(method.name) ? 'READ' : 'WRITE';
  kinds.set(method, kind);
  return kind;
}

/** Webhooks are called by the third-party app, scripts by Cyclr. */
export function isCallable({ methodType }: Named): boolean {
  return methodType === null || methodType === 'Action';
}

const kinds = new WeakMap<Named, MethodKind>();

function readsByName(name: string): boolean {
  const words = wordsOf(name);
  if (!readingVerb.test(words) && !existence.test(words)) return false;
  return !writingWords.test(words.replace(readingVerb, ''));
}

/** Lower case, one space between words, camel case and punctuation taken apart. */
function wordsOf(name: string): string {
  return name
    .normalize('NFKC')
    .replace(/([\p{Ll}\d])(\p{Lu})/gu, '$1 $2')
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()
    .toLowerCase();
}
