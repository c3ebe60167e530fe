import { missingInputs } from '../connectors/input-missing.ts';
import type { GatewayError } from '../errors.ts';
import { listed, quoted } from '../text/quoted.ts';
import type { PlannedCall } from './plan.ts';

/** The most inputs that an error names. */
const mostMissing = 50;

/** About credentials, permissions and rates: no input would help. */
const aboutSomethingElse: ReadonlySet<unknown> = new Set([401, 403, 429]);

/**
 * A refusal with what the listing asks for and the call did not give, as `missing` and in the message. It is said beside
 * the app's own reason, because a default may have stood in for each of them.
 */
export function withMissingInputs(
  error: GatewayError,
  { known, inputs, fields, hasOwnBody }: PlannedCall,
): GatewayError {
  if (known === undefined || !isAboutInputs(error)) return error;
  const missing = missingInputs(known.method, inputs, hasOwnBody ? undefined : fields);
  if (missing.length === 0) return error;
  const told = `The listing asks for ${listed(missing.map(quoted))}, which the call did not give.`;
  return error.saying(told, { missing: missing.slice(0, mostMissing) });
}

/** The app refused, or Cyclr did before it. */
function isAboutInputs({ code, effect, details: { status } }: GatewayError): boolean {
  if (code === 'BAD_USER_INPUT') return true;
  if (code !== 'THIRD_PARTY_ERROR' || aboutSomethingElse.has(status)) return false;
  return effect === 'REFUSED' || (typeof status === 'number' && status >= 400 && status < 500);
}
