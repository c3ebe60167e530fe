import { expect, test } from 'vitest';
import { readErrorBody } from '../../src/third-party/error-body.ts';
import { isHtmlPage } from '../../src/third-party/is-page.ts';

const pages = [
  '<!DOCTYPE html><html><body>10.0.0.7</body></html>',
  '<!doctype HTML PUBLIC "-//W3C//DTD HTML 4.01//EN"><title>x</title>',
  '<html>',
  '  \r\n<HTML lang="en">',
  '\uFEFF<html>',
  '<!-- cached --><!-- twice -->\n<html>',
  '<!--[if IE]>x<![endif]--><head><title>Login</title>',
  '<script>location="/login"</script>',
  '<head><meta charset="utf-8"></head>',
  '<body onload="go()">',
  '<meta http-equiv="refresh" content="0">',
  '<?xml version="1.0" encoding="UTF-8"?><!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0//EN"><html/>',
  '<?xml version="1.0"?>\n<html xmlns="http://www.w3.org/1999/xhtml">',
  '<center><h1>502 Bad Gateway</h1></center>',
  '<h1>Service Unavailable</h1>',
  '<br />\n<b>Fatal error</b>: in /var/www/x.php',
  '<title>Blocked</title><p>by 10.0.0.7</p>',
  '<div class="error"><span>no</span></div>',
];

const others = [
  '',
  'plain',
  '{"message":"<p>no</p>"}',
  'Use <html> in the template',
  '"<html>"',
  '<?xml version="1.0"?><Error><Message>x</Message></Error>',
  '<soap:Envelope xmlns:soap="x"><soap:Body/></soap:Envelope>',
  '<svg xmlns="http://www.w3.org/2000/svg"><title>x</title></svg>',
  '<!DOCTYPE svg PUBLIC "x" "y"><svg/>',
  '<?xml version="1.0"?><table><row>1</row></table>',
  '<header><id>1</id></header>',
  '<htmlish/>',
  '<!-- only a comment -->',
  '<',
  '<!',
];

test.each(pages)('%j is a page', (text) => {
  expect(isHtmlPage(text)).toBe(true);
  for (const contentType of ['text/html', 'application/json', '', 'text/xml']) {
    expect(readErrorBody(text, contentType)).toEqual({ message: '', problems: [], sentences: [], codes: [] });
  }
});

test.each(others)('%j is not a page', (text) => {
  expect(isHtmlPage(text)).toBe(false);
});

test('a page is told by its beginning, however long it is', () => {
  expect(isHtmlPage(`<!--${' '.repeat(1_000_000)}--><html>`)).toBe(false);
  expect(isHtmlPage(`${'<!-- x -->'.repeat(1000)}<html>`)).toBe(true);
});
