import { createServer as createHttpServer } from 'node:http';
import { fileURLToPath } from 'node:url';
import react from '@vitejs/plugin-react';
import { createServer, type Plugin } from 'vite';
import { type Listening, listening } from './listening.ts';
import { type Settings, settingsId } from './settings.ts';

export interface PageServerOptions {
  /** 0 takes a free one. */
  readonly port: number;
  /** What the page is told, whenever it is loaded; it waits for it. */
  readonly settings: () => Promise<Settings> | Settings;
  /** Whether the page follows changes of its files. */
  readonly watch: boolean;
}

/** Serves the page by Vite, on an origin of its own. */
export async function servePage({ port, settings, watch }: PageServerOptions): Promise<Listening> {
  await using rooms = new AsyncDisposableStack();
  const server = createHttpServer();
  const page = await createServer({
    configFile: false,
    root: path('.'),
    cacheDir: path('../../node_modules/.vite-demo'),
    plugins: [react(), withSettings(settings)],
    // Found while the page is open already, they would make it load twice.
    optimizeDeps: { include: [...dependencies] },
    server: {
      // A server of its own would end the program by itself on SIGTERM.
      middlewareMode: true,
      fs: { allow: [path('..'), path('../../node_modules')] },
      ws: { server },
      ...(!watch && { watch: null }),
    },
    logLevel: 'error',
    clearScreen: false,
  });
  rooms.defer(() => page.close());
  server.on('request', page.middlewares);
  const { url } = rooms.use(await listening(server, port, '--port'));

  const open = rooms.move();
  return { url, [Symbol.asyncDispose]: () => open.disposeAsync() };
}

const dependencies = [
  'react',
  'react/jsx-dev-runtime',
  'react-dom/client',
  'graphql',
  'rxjs',
  '@apollo/client',
  '@apollo/client/errors',
  '@apollo/client/link/retry',
  '@apollo/client/react',
];

/** Puts the settings into the page, where no request is needed for them. */
function withSettings(settings: PageServerOptions['settings']): Plugin {
  return {
    name: 'settings',
    transformIndexHtml: async () => [
      {
        tag: 'script',
        attrs: { id: settingsId, type: 'application/json' },
        // No text of theirs can end the element.
        children: JSON.stringify(await settings()).replaceAll('<', String.raw`\u003c`),
        injectTo: 'head',
      },
    ],
  };
}

function path(name: string): string {
  return fileURLToPath(new URL(name, import.meta.url));
}
