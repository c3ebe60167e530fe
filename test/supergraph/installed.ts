import type { TestContext } from 'vitest';
import { isInstalled } from '../../examples/supergraph/install.ts';

/** The routers are a package of their own, so large that nobody has to have it. */
export const installed = isInstalled();

export function saysWhetherInstalled({ skip }: TestContext): void {
  if (installed) return;
  if (process.env['CI']) throw new Error('examples/supergraph is not installed, and CI skips nothing.');
  skip('examples/supergraph is not installed: no router was asked. "npm ci" in that folder installs them.');
}
