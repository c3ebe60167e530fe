import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as yoga from '@graphql-yoga/render-graphiql/graphiql';
import { createStaticFile, type StaticFile } from './static-file.ts';

export interface GraphiQLPageOptions {
  /** The parameter of the page's own address that names a file of it. */
  readonly fileParameter: string;
  /** What `renderYogaGraphiQL` takes. */
  readonly options: { readonly title: string; readonly [name: string]: unknown };
}

/** GraphiQL's page, and the files that it loads. */
export interface GraphiQLPage {
  readonly page: StaticFile;
  /** By the value of the parameter, which has the hash of the content in it. */
  readonly files: ReadonlyMap<string, StaticFile>;
}

/**
 * Makes a page of GraphiQL out of this package's own files. It loads nothing from another host, and the browser holds it
 * to that.
 */
export async function createGraphiQLPage({ fileParameter, options }: GraphiQLPageOptions): Promise<GraphiQLPage> {
  const read = (name: string) => readFile(join(import.meta.dirname, 'page', name), 'utf8');
  const files = new Map<string, StaticFile>();

  /** @returns a URL that is right at any path, below any prefix: it keeps the path of the page */
  function add(name: string, body: string | Uint8Array<ArrayBuffer>): string {
    const type = name.slice(name.lastIndexOf('.') + 1) as keyof typeof contentTypes;
    const headers = { 'content-type': contentTypes[type], 'cache-control': 'public, max-age=31536000, immutable' };
    const file = createStaticFile({ body, headers });
    const hashed = name.replace('.', `.${file.hash}.`);
    files.set(hashed, file);
    return `?${fileParameter}=${hashed}`;
  }

  const favicon = add('favicon.ico', Buffer.from(yoga.favicon.slice(yoga.favicon.indexOf(',') + 1), 'base64'));
  const style = add('style.css', yoga.css + (await read('style.css')));
  const start = add('start.js', await read('start.js'));
  const script = add('graphiql.js', yoga.js);
  const workers = {
    editorWorkerService: add('editor-worker.js', yoga.editorWorkerService),
    json: add('json-worker.js', yoga.jsonWorker),
    graphql: add('graphql-worker.js', yoga.graphqlWorker),
  };
  const html = `<!doctype html>
<html lang="en">
  <head>
    <meta charset="utf-8">
    <title>${options.title}</title>
    <link rel="icon" href="${favicon}">
    <link rel="stylesheet" href="${style}">
    <script id="settings" type="application/json">${inHtml({ options, workers })}</script>
    <script defer src="${start}"></script>
    <script defer src="${script}"></script>
  </head>
  <body class="no-focus-outline">
    <noscript>GraphiQL needs JavaScript. The graph is asked at this address by POST of JSON.</noscript>
    <div id="root"></div>
  </body>
</html>
`;
  return { page: createStaticFile({ body: html, headers: pageHeaders }), files };
}

const contentTypes = {
  css: 'text/css; charset=utf-8',
  ico: 'image/x-icon',
  js: 'text/javascript; charset=utf-8',
} as const;

/** The editors set styles of their own, and have their fonts and icons in the style sheet. */
const policy = [
  "default-src 'none'",
  "script-src 'self'",
  "worker-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data:",
  'font-src data:',
  "connect-src 'self'",
  "frame-ancestors 'none'",
  "base-uri 'none'",
  "form-action 'none'",
];

const pageHeaders = {
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-cache',
  // Programs that open the same address get another answer.
  vary: 'Accept, Accept-Encoding',
  'content-security-policy': policy.join('; '),
};

/** JSON in which nothing ends the element around it. */
function inHtml(value: unknown): string {
  return JSON.stringify(value).replaceAll('<', '\\u003c');
}
