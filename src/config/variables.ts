import { callerVariables } from './callers.ts';
import { boundVariables, limitVariables } from './limits.ts';
import { persistedVariables, rateLimitVariables, settingVariables, surroundingVariables } from './settings.ts';
import { upstreamVariables } from './upstream.ts';
import { type AnyVariable, variablesOf } from './variable.ts';

/** Every environment variable there is. The tables stand where their values are read. */
export const variables: readonly AnyVariable[] = [
  ...variablesOf(upstreamVariables),
  ...variablesOf(callerVariables),
  ...variablesOf(settingVariables),
  ...variablesOf(surroundingVariables),
  ...variablesOf(persistedVariables),
  ...variablesOf(boundVariables),
  ...variablesOf(rateLimitVariables),
  ...limitVariables,
];
