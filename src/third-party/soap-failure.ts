/** Of an XML document, in characters: a fault stands at its beginning. */
const mostRead = 16 * 1024;

/**
 * Is this text an XML answer that failed: a SOAP fault, or an answer of Sage Intacct or NetSuite of which nothing
 * succeeded?
 */
export function soapFailure(text: string): boolean {
  const start = text.slice(0, mostRead).trimStart();
  if (!start.startsWith('<')) return false;
  if (/<(?:[\w.-]{1,40}:)?Envelope[\s>]/.test(start)) {
    const isFault = /<(?:[\w.-]{1,40}:)?Body(?:\s[^<>]{0,500})?>\s{0,200}<(?:[\w.-]{1,40}:)?Fault[\s>]/.test(start);
    return isFault || (/\sisSuccess="false"/.test(start) && !/\sisSuccess="true"/.test(text));
  }
  return isIntacct(start) && isIntacctFailure(start, text);
}

function isIntacct(start: string): boolean {
  return /^(?:<\?xml[^>]{0,200}\?>\s{0,200})?<response>\s{0,200}<control>/.test(start);
}

function isIntacctFailure(start: string, text: string): boolean {
  if (/<control>\s{0,200}<status>failure<\/status>/.test(start)) return true;
  const isRefused = /<(?:result|authentication)>\s{0,200}<status>failure<\/status>/.test(start);
  return isRefused && !/<result>\s{0,200}<status>success<\/status>/.test(text);
}
