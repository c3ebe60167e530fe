import { withCustomFields } from '../connectors/custom-fields.ts';
import { pagingMarkOf } from '../calls/pages/input-names.ts';
import { type ChoicesOf, inputSchema, inputsWithTrigger } from '../connectors/input-schema.ts';
import type { ConnectorMethod, InputOption } from '../connectors/method.ts';
import { GatewayError } from '../errors.ts';
import type { JsonObject } from '../json.ts';
import { limits } from '../limits.ts';
import { listed, quoted } from '../text/quoted.ts';
import type { MethodNode } from './nodes.ts';

/**
 * The schema of a method's inputs as the account connector in reach has them: with its custom fields, and with choices
 * where those are asked for.
 */
export async function inputSchemaOf(node: MethodNode, withChoices: boolean): Promise<JsonObject> {
  const { account, accountConnector } = node;
  if (accountConnector === undefined) return schemaOf(node.method);
  const method = withCustomFields(node.method, await account.connectors.customFields(accountConnector.id));
  if (!withChoices) return schemaOf(method);

  const triggers = [...new Set(inputsWithTrigger(method).flatMap(({ triggerName }) => triggerName ?? []))];
  const { choices, failed } = await lookedUp(node, triggers.slice(0, limits.choiceLookups));
  const left = [...failed, ...triggers.slice(limits.choiceLookups)];
  return {
    ...schemaOf(method, ({ triggerName }) => (triggerName === null ? undefined : choices.get(triggerName))),
    ...(left.length > 0 && {
      $comment: `The choices of ${listed(left.map(quoted))} were not looked up.`,
    }),
  };
}

/** Inputs that have to do with pages are marked: `pages` takes the place in the list itself, and no person need be asked. */
function schemaOf(method: ConnectorMethod, choicesOf?: ChoicesOf): JsonObject {
  const markOf = method.kind === 'READ' ? pagingMarkOf(method) : undefined;
  return inputSchema(method, choicesOf, (input) => {
    const mark = markOf?.(input);
    return mark && `paging: ${mark}`;
  });
}

interface LookedUp {
  readonly choices: ReadonlyMap<string, readonly InputOption[]>;
  /** Triggers that could not be asked, such as one whose third-party app is away. */
  readonly failed: readonly string[];
}

async function lookedUp({ account, accountConnector }: MethodNode, triggers: readonly string[]): Promise<LookedUp> {
  const choices = new Map<string, readonly InputOption[]>();
  const failed: string[] = [];
  await Promise.all(
    triggers.map(async (trigger) => {
      try {
        const options = accountConnector && (await account.connectors.options(accountConnector, trigger));
        choices.set(trigger, options ?? []);
      } catch (error) {
        if (!(error instanceof GatewayError) || error.code === 'LIMIT_EXCEEDED') throw error;
        failed.push(trigger);
      }
    }),
  );
  return { choices, failed: triggers.filter((trigger) => failed.includes(trigger)) };
}
