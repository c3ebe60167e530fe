import type { TypedMethods } from './typed-methods.ts';

/** What the page is told by its server: where the gateway is, which demo accounts there are, and what has types. */
export interface Settings {
  /** The gateway's URL, `/graphql` included. */
  readonly gateway: string;
  /** The first is whom the page acts for to begin with. */
  readonly accounts: readonly DemoAccount[];
  readonly typed: TypedMethods;
}

export interface DemoAccount {
  readonly id: string;
  readonly name: string;
}

/** The element that holds them, as JSON. */
export const settingsId = 'settings';

export function readSettings(): Settings {
  const element = document.getElementById(settingsId);
  if (element === null) throw new Error('The page was served without its settings: open it through start.ts.');
  return JSON.parse(element.textContent) as Settings;
}
