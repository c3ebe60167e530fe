import { randomUUID } from 'node:crypto';
import type { Json, JsonObject } from '../../json.ts';
import { member, toBoolean, toInteger, toText } from '../wire/coerce.ts';
import { json, message, notFound, Refusal } from '../wire/reply.ts';
import { accountShape } from '../world/account-shapes.ts';
import { type Account, addAccount, removeAccount } from '../world/world.ts';
import { paged } from './paging.ts';
import { type EndpointContext, mayOpen, type Route, route } from './route.ts';

/** The partner's accounts. @see docs/cyclr.md#accounts */
export const accountRoutes: readonly Route[] = [
  route('GET', 'accounts', ({ world, request, onlyAccount }) => {
    const visible = [...world.accounts.values()].filter(({ id }) => onlyAccount === undefined || onlyAccount === id);
    return paged(visible.map(accountShape), request);
  }),
  route('POST', 'accounts', (context) => {
    const { world, request } = context;
    const body = request.body();
    const name = toText(member(body, 'Name')) ?? '';
    if (name === '') throw new Refusal(400, 'Name is required');
    const given = toText(member(body, 'Id')) ?? '';
    const id = given === '' ? randomUUID() : given;
    mayOpen(context, id);
    if (!idText.test(id)) throw new Refusal(400, 'Invalid account ID.');
    if (world.accounts.has(id)) throw new Refusal(400, 'ID already in use');
    const settings = changed({ Name: name }, body);
    const account = addAccount(world, { Id: id, Name: name });
    account.settings = { ...account.settings, ...settings };
    return json(accountShape(account));
  }),
  route('GET PUT DELETE', 'accounts/:account', (context) => {
    const { world, request } = context;
    const account = accountOf(context);
    if (request.method === 'PUT') account.settings = changed(account.settings, request.body());
    if (request.method === 'DELETE') {
      removeAccount(world, account.id);
      return message(200, `Account '${account.id}' successfully deleted.`);
    }
    return json(accountShape(account));
  }),
  route('GET', 'accounts/:account/subaccounts', (context) => {
    accountOf(context);
    return json([]);
  }),
  route('GET', 'accounts/:account/usage', (context) => {
    const account = accountOf(context);
    return json({
      Id: account.id,
      TasksUsed: 0,
      StartTime: account.createdAt.toISOString(),
      EndTime: new Date().toISOString(),
    });
  }),
];

/** An id goes into a header. */
const idText = /^[\x21-\x7e](?:[\x20-\x7e]{0,126}[\x21-\x7e])?$/;

function accountOf(context: EndpointContext): Account {
  const account = context.world.accounts.get(context.path['account'] ?? '');
  if (account === undefined) throw notFound('The account');
  mayOpen(context, account.id);
  return account;
}

const mostRetentionHours = 744;

/** Applies a partial update: an absent key keeps its value, null clears it, an unreadable number is ignored. */
function changed(settings: JsonObject, body: Json | undefined): JsonObject {
  const entries = Object.entries(settings);
  for (const key of ['Name', 'Description', 'AuditInfo', 'TaskAuditInfo', 'Timezone', 'NextBillDateUtc']) {
    const value = member(body, key);
    if (value !== undefined) entries.push([key, toText(value) ?? null]);
  }
  if ((Object.fromEntries(entries)['Name'] ?? '') === '') throw new Refusal(400, 'Name is required');
  for (const key of ['StepDataSuccessRetentionHours', 'StepDataErroredRetentionHours']) {
    const value = member(body, key);
    const hours = toInteger(value);
    if (value === null) entries.push([key, null]);
    if (hours === undefined) continue;
    if (hours < 0) throw new Refusal(400, `${key} (${hours}): must be non negative`);
    entries.push([key, Math.min(hours, mostRetentionHours)]);
  }
  for (const key of ['TransactionErrorWebhookEnabled', 'TransactionErrorWebhookIncludeWarnings']) {
    const flag = toBoolean(member(body, key));
    if (flag !== undefined) entries.push([key, flag]);
  }
  const url = member(body, 'TransactionErrorWebhookUrl');
  if (url !== undefined) entries.push(['TransactionErrorWebhookUrl', webhookUrl(toText(url))]);
  const next: JsonObject = Object.fromEntries(entries);
  if (lacksWebhookUrl(next, body)) {
    throw new Refusal(400, 'Transaction Error Webhook enabled: Transaction Error Webhook URL must be defined');
  }
  return next;
}

/** A body that enables the webhook must have its URL too, even where one is stored; and no body may take it away. */
function lacksWebhookUrl(next: JsonObject, body: Json | undefined): boolean {
  const enables = toBoolean(member(body, 'TransactionErrorWebhookEnabled')) === true;
  const url = member(body, 'TransactionErrorWebhookUrl');
  if (!enables && url === undefined) return false;
  return next['TransactionErrorWebhookEnabled'] === true && (toText(url) ?? '') === '';
}

function webhookUrl(text: string | undefined): string | null {
  if (text === undefined || text === '') return null;
  const url = /^https?:\/\//i.test(text) ? text : `https://${text}`;
  if (!URL.canParse(url)) throw new Refusal(400, `${url} is not a valid URL`);
  return url;
}
