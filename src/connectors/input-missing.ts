import type { NumberedInputs } from './inputs.ts';
import { isAskedFor } from './input-declared.ts';
import type { ConnectorMethod, MethodField } from './method.ts';

/**
 * What the listing asks for and a call does not give, by the keys to give it under: target names, then locations.
 *
 * Nothing of this is proven to be needed: Cyclr or the app may have a default. It is told beside a refusal, and never
 * refuses anything itself.
 */
export function missingInputs(
  { parameters, requestFields }: ConnectorMethod,
  { Parameters }: Pick<NumberedInputs, 'Parameters'>,
  /** Undefined where a body of the caller's own was sent: nobody can tell what is in it. */
  given: readonly MethodField[] | undefined,
): readonly string[] {
  const missingParameters = parameters.filter((one) => isAskedFor(one) && !Object.hasOwn(Parameters, one.id));
  const numbers = new Set(given?.map(({ id }) => id));
  const missingFields =
    given === undefined ? [] : requestFields.filter((one) => isAskedFor(one) && !numbers.has(one.id));
  return [
    ...new Set([
      ...missingParameters.map(({ targetName }) => targetName),
      ...missingFields.map(({ location }) => location),
    ]),
  ];
}
