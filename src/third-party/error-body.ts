import type { Json } from '../json.ts';
import { compactJson } from './compact-json.ts';
import { ErrorFinder } from './error-finder.ts';
import type { Finding } from './error-place.ts';
import { parseErrorText } from './error-text.ts';
import { isGeneral, longestSentence, sameWords, toSentence } from './words.ts';

/** Of a message, in characters. */
export const longestMessage = 1000;
/** Of one error body. */
export const mostSentences = 50;

/** What a third-party app says about why it refused. */
export interface ErrorBody {
  /**
   * All sentences in one line, the most exact first, each with its field where it does not name it itself; at most
   * {@link longestMessage} characters and `…`. Empty where the app gave nothing but an HTML page.
   */
  readonly message: string;
  /** One for each error whose field the app names, and for errors of no field that stand beside such. */
  readonly problems: readonly FieldProblem[];
  /** Every sentence once, the most exact first, at most {@link mostSentences}. General ones, such as "Bad Request", stand last. */
  readonly sentences: readonly string[];
  /** Codes and reasons for machines, as they came, such as `REQUEST_LIMIT_EXCEEDED`, `invalid_auth`, `20429`. */
  readonly codes: readonly string[];
}

export interface FieldProblem {
  /** The keys of the field with dots between them, as the app names it; null for an error about no single field. */
  readonly field: string | null;
  readonly message: string;
}

/**
 * Reads the body of an error answer, in whatever shape: JSON, also cut off or inside a text, XML, SOAP, form-encoded
 * pairs or plain words. What it is decides, not its content type. A body without a known shape gives its text, bounded.
 *
 * HTML pages give an empty message. Values under keys such as `token` or `password` are left out. At most 64 KiB of the
 * body are read. Never throws.
 */
export function readErrorBody(text: string, contentType = ''): ErrorBody {
  const parsed = parseErrorText(text, contentType);
  if (parsed.kind === 'data') return readErrorData(parsed.data, parsed.isXml);
  if (parsed.kind !== 'text') return nothing;

  // Words around JSON: `Error: {"message":"…"}`.
  const finder = new ErrorFinder();
  finder.read(parsed.text);
  return errorBody(finder.findings, finder.codes);
}

/** The same for a body that is parsed already. Looks at a bounded part of it. */
export function readErrorData(data: Json, isXml = false): ErrorBody {
  const finder = new ErrorFinder(isXml);
  finder.read(data);
  const { findings, codes, rest } = finder;
  if (findings.length > 0) return errorBody(findings, codes);
  if (rest.length > 0) return errorBody(rest, codes);

  const names = [...codes].filter((code) => /[A-Za-z]/.test(code));
  const words =
    names.length > 0 ? names : [toSentence(compactJson(data, longestSentence * 2))].filter((word) => word !== '');
  return errorBody(
    words.map((text) => ({ text, field: null, isListed: false, isLead: true })),
    codes,
  );
}

const nothing: ErrorBody = { message: '', problems: [], sentences: [], codes: [] };

function errorBody(findings: readonly Finding[], codes: ReadonlySet<string>): ErrorBody {
  const cleaned = findings.map((finding) => ({ ...finding, text: toSentence(finding.text) }));
  const exact = cleaned.filter(({ text }) => !isGeneral(text));
  const told = withoutRepeats([...exact, ...cleaned.filter(({ text }) => isGeneral(text))]);
  // A general sentence alone says less than the code beside it.
  const names = exact.length > 0 ? [] : [...codes].filter((code) => /[A-Za-z]/.test(code) && !isGeneral(code));
  const parts = [
    ...told.map((finding) => withField(finding, told)),
    ...names.filter((name) => !told.some(({ text }) => text.includes(name))),
  ];
  return {
    message: toSentence(inOneLine(parts), longestMessage),
    problems: problemsOf(cleaned),
    sentences: told.map(({ text }) => text),
    codes: [...codes],
  };
}

/** Without sentences that others contain. */
function withoutRepeats(findings: readonly Finding[]): readonly Finding[] {
  const told: Finding[] = [];
  const fields = new Set<string>();
  for (const finding of findings) {
    const { text, field } = finding;
    const words = sameWords(text);
    const isTold = told.some((other) =>
      sameWords(other.text) === words
        ? field === null || field === other.field || mentions(text, field)
        : other.text.toLowerCase().includes(words) && field === null,
    );
    if (words === '' || isTold || fields.has(`${field} ${words}`)) continue;
    fields.add(`${field} ${words}`);
    told.push(finding);
    if (told.length >= mostSentences) break;
  }
  return told;
}

/** The errors of fields, with those that stand beside them. */
function problemsOf(findings: readonly Finding[]): readonly FieldProblem[] {
  const leads = findings.filter(({ isLead }) => isLead);
  if (!leads.some(({ field }) => field !== null)) return [];
  const problems = new Map<string, FieldProblem>();
  for (const { field, text, isListed } of leads) {
    if (field === null && (!isListed || isGeneral(text))) continue;
    problems.set(`${field} ${sameWords(text)}`, { field, message: text });
  }
  return [...problems.values()].slice(0, mostSentences);
}

/** A general sentence does not need the field that a better one names already. */
function withField(finding: Finding, told: readonly Finding[]): string {
  const { field, text } = finding;
  if (field === null || mentions(text, field)) return text;
  const isNamed = isGeneral(text) && told.some((other) => other !== finding && other.field === field);
  return isNamed ? text : `${field}: ${text}`;
}

/** Does the sentence name the field, as `first_name`, "First name" or `firstName`? Short names count as whole words only. */
function mentions(text: string, field: string): boolean {
  const words = (from: string) =>
    from
      .toLowerCase()
      .split(/[^\p{L}\p{N}]+/u)
      .filter((word) => word !== '');
  const name = field.split(/[.[\]]/).findLast((part) => part !== '' && !/^\d+$/.test(part)) ?? field;
  const [wanted, said] = [words(name), words(text)];
  return wanted.join('').length < 4
    ? ` ${said.join(' ')} `.includes(` ${wanted.join(' ')} `)
    : said.join('').includes(wanted.join(''));
}

function inOneLine(parts: readonly string[]): string {
  return parts.map((part, index) => (index === parts.length - 1 || /[.!?…]$/.test(part) ? part : `${part};`)).join(' ');
}
