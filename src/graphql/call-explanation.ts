import type { MethodKind } from '../connectors/method.ts';
import type { AccountScope } from '../context.ts';
import { bodyShown, inputsResolved, notesOn } from '../calls/explain.ts';
import { explainPages, type PagesExplained } from '../calls/pages/explain-pages.ts';
import type { PlannedCall } from '../calls/plan.ts';
import { wireOf } from '../cyclr/client.ts';
import { limits } from '../limits.ts';
import type { ShownRequest } from '../sandbox/server.ts';
import type { Builder, EnumRef, ObjectRef } from './builder.ts';

/** A call that is planned and not sent. */
export interface ExplainedCall {
  readonly planned: PlannedCall;
  readonly account: AccountScope;
}

export function addCallExplanation(builder: Builder, kind: EnumRef<MethodKind>): ObjectRef<ExplainedCall> {
  const appRequest = addThirdPartyRequest(builder);
  return builder.objectRef<ExplainedCall>('CallExplanation').implement({
    description: 'The upstream request that a call would make. Nothing was sent to the third-party app.',
    fields: (t) => ({
      httpMethod: t.string({ resolve: () => 'POST' }),
      path: t.string({ description: 'Of the Cyclr API.', resolve: ({ planned }) => wireOf(planned).path }),
      body: t.field({
        type: 'JSON',
        description:
          'Keyed by the numbers of the release, or with the whole body of several rows as `Body`; sensitive values are not shown.',
        resolve: ({ planned }) => bodyShown(planned),
      }),
      kind: t.field({ type: kind, resolve: ({ planned }) => planned.kind }),
      kindReason: t.string({
        nullable: true,
        description: 'What the kind is concluded from.',
        resolve: ({ planned: { known } }) => known?.method.kindReason ?? null,
      }),
      connectorRelease: t.id({
        nullable: true,
        description: 'The release whose numbers these are.',
        resolve: async ({ planned: { known }, account }) => {
          if (known === undefined) return null;
          const { release } = known;
          if ('id' in release) return release.id;
          return (await account.connectors.byName(release.name, release.version))?.id ?? null;
        },
      }),
      resolved: t.field({
        type: 'JSONObject',
        description: 'Which method was found, and which number stands for which input.',
        resolve: ({ planned }) => inputsResolved(planned),
      }),
      notes: t.stringList({
        description: 'What is worth knowing before it is sent, such as inputs that the listing asks for.',
        resolve: ({ planned }) => [...notesOn(planned)],
      }),
      pages: t.field({
        type: addPagesExplanation(builder),
        nullable: true,
        description: 'What is known of reading the list over its pages. Null for a method that may write.',
        resolve: ({ planned }) => explainPages(planned, limits) ?? null,
      }),
      appRequest: t.field({
        type: appRequest,
        nullable: true,
        description:
          'What Cyclr would send to the third-party app, as the embedded sandbox knows it. Null in front of Cyclr, where nobody can tell.',
        resolve: ({ planned, account }) =>
          account.appRequestOf?.({ path: wireOf(planned).path, body: bodyShown(planned) }) ?? null,
      }),
    }),
  });
}

function addPagesExplanation(builder: Builder): ObjectRef<PagesExplained> {
  return builder.objectRef<PagesExplained>('PagesExplanation').implement({
    description: 'How a list would be read over its pages, as far as that is known before it is asked.',
    fields: (t) => ({
      style: t.string({
        nullable: true,
        description: 'Such as `PAGE` or `CURSOR`. Null where names tell nothing; the first answer may.',
        resolve: ({ style }) => style ?? null,
      }),
      place: t.string({
        nullable: true,
        description: 'The input that takes the place in the list.',
        resolve: ({ place }) => place ?? null,
      }),
      size: t.string({
        nullable: true,
        description: 'The input that takes the number of records of a page.',
        resolve: ({ size }) => size ?? null,
      }),
      pageSize: t.int({
        nullable: true,
        description: 'Records of a page, where the call says it.',
        resolve: ({ pageSize }) => pageSize ?? null,
      }),
      calls: t.int({
        nullable: true,
        description: 'Upstream calls of a full read. Null where nobody knows how many records there are.',
        resolve: ({ calls }) => calls ?? null,
      }),
      note: t.exposeString('note', { description: 'The same in a sentence.' }),
    }),
  });
}

function addThirdPartyRequest(builder: Builder): ObjectRef<ShownRequest> {
  return builder.objectRef<ShownRequest>('ThirdPartyRequest').implement({
    description:
      'A request to a third-party app. Values of credentials, of properties and of sensitive inputs stand as the placeholders that they fill, such as `{{BaseUrl}}`.',
    fields: (t) => ({
      method: t.exposeString('method', {
        nullable: true,
        description: 'Of HTTP; null where the scenario does not say it, as a method listing does not.',
      }),
      url: t.exposeString('url'),
      headers: t.field({ type: 'JSONObject', resolve: ({ headers }) => headers }),
      body: t.field({
        type: 'JSON',
        nullable: true,
        description: 'JSON, or the text that is sent in another format. Null where there is none.',
        resolve: ({ body }) => body ?? null,
      }),
    }),
  });
}
