import type { MethodKind } from '../connectors/method.ts';
import type { AccountScope } from '../context.ts';
import { bodyShown, inputsResolved, notesOn } from '../calls/explain.ts';
import type { PlannedCall } from '../calls/plan.ts';
import { wireOf } from '../cyclr/client.ts';
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
