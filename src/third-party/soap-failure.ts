/** Of an XML document, in characters: a fault stands at its beginning. */
const mostRead = 16 * 1024;

/**
 * Is this text an XML answer that failed: a SOAP fault, an answer of Sage Intacct or NetSuite of which nothing succeeded,
 * a fault of XML-RPC (Odoo), of QuickBooks, eBay or Flickr, or an error alone, as Amazon gives it?
 */
export function soapFailure(text: string): boolean {
  const start = text.slice(0, mostRead).trimStart();
  if (!start.startsWith('<')) return false;
  if (/<(?:[\w.-]{1,40}:)?Envelope[\s>]/.test(start)) {
    const isFault = /<(?:[\w.-]{1,40}:)?Body(?:\s[^<>]{0,500})?>\s{0,200}<(?:[\w.-]{1,40}:)?Fault[\s>]/.test(start);
    return isFault || (/\sisSuccess="false"/.test(start) && !/\sisSuccess="true"/.test(text));
  }
  return isErrorRoot(start) || (isIntacct(start) && isIntacctFailure(start, text));
}

/** After an XML declaration and comments. */
const prolog = String.raw`^(?:<\?xml[^>]{0,200}\?>\s{0,200})?(?:<!--[^>]{0,500}-->\s{0,200}){0,3}`;
const attributes = String.raw`(?:\s[^<>]{0,500})?`;
const errorRoots = [
  String.raw`<ErrorResponse${attributes}>`,
  String.raw`<Error${attributes}>\s{0,200}<Code>`,
  String.raw`<ApiException${attributes}>`,
  String.raw`<rsp stat="fail">`,
  String.raw`<methodResponse>\s{0,200}<fault>`,
  String.raw`<IntuitResponse${attributes}>\s{0,200}<Fault[\s>]`,
  String.raw`<\w{1,80}Response xmlns="urn:ebay:[^<>]{0,200}>(?:\s{0,200}<(?:Timestamp|CorrelationID)>[^<]{0,200}<\/\w{1,20}>){0,2}\s{0,200}<Ack>Failure<`,
];
const errorRoot = new RegExp(`${prolog}(?:${errorRoots.join('|')})`);

function isErrorRoot(start: string): boolean {
  return errorRoot.test(start);
}

function isIntacct(start: string): boolean {
  return /^(?:<\?xml[^>]{0,200}\?>\s{0,200})?<response>\s{0,200}<control>/.test(start);
}

function isIntacctFailure(start: string, text: string): boolean {
  if (/<control>\s{0,200}<status>failure<\/status>/.test(start)) return true;
  const isRefused = /<(?:result|authentication)>\s{0,200}<status>failure<\/status>/.test(start);
  return isRefused && !/<result>\s{0,200}<status>success<\/status>/.test(text);
}
