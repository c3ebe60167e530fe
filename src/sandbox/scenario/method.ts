import { z } from 'zod';
import type { Answer } from './answer.ts';
import { answerSchema } from './answer-schema.ts';

/**
 * A method as its listing has it, in Cyclr's own spelling, so that a pulled listing can be pasted;
 * `answer` is what the third-party app does. Without an answer the app says nothing: an empty body.
 */
export interface ScenarioMethod {
  /** In the first release. @default the next number */
  readonly Id?: number;
  readonly Name: string;
  readonly Description?: string | null;
  readonly Category?: string | null;
  readonly MethodType?: 'Action' | 'Webhook' | 'WebhookResponse' | 'Script';
  readonly EndPoint?: string | null;
  /** As a definition has it, such as `Get`; no listing has it. It is for `explain` alone. */
  readonly HttpMethod?: string;
  /** How a definition says the body goes: `Json`, `Form`, or a text as it is. For `explain` alone. @default Json */
  readonly DataType?: string;
  readonly Parameters?: readonly ScenarioParameter[];
  /** @default made from the names of connector and method, the same on every run */
  readonly MethodUniqueIdentifier?: string;
  readonly Warning?: string | null;
  readonly CreateWebhookMethod?: WebhookMethod | null;
  readonly DeleteWebhookMethod?: WebhookMethod | null;
  readonly RequestFields?: readonly ScenarioField[];
  readonly ResponseFields?: readonly ScenarioField[];
  readonly answer?: Answer;
}

/** The method that makes a webhook at the third-party app, or takes it away: by name, or as a listing has it. */
export type WebhookMethod = string | { readonly Name: string };

interface ScenarioInput {
  /** Negative for a parameter that Cyclr fills itself: no call has to give it. */
  readonly Id?: number;
  readonly Name: string;
  readonly Description?: string | null;
  readonly IsOptional?: boolean;
  readonly DataType?: string;
  readonly TriggerName?: string | null;
  readonly Values?: readonly string[];
  readonly DisplayOrder?: number;
  /** What Cyclr sends where the caller gives nothing. */
  readonly DefaultValue?: string;
  /** Null in every listing. */
  readonly Triggers?: null;
}

export interface ScenarioParameter extends ScenarioInput {
  readonly TargetType?: string;
  /** @default the Name */
  readonly TargetName?: string;
  readonly IsSensitive?: boolean;
  /** Kept out of the listing, as Cyclr keeps paging and other internals. */
  readonly Hide?: boolean;
}

export interface ScenarioField extends ScenarioInput {
  readonly Location: string;
}

const nullable = z.string().nullable().exactOptional();
const input = {
  Id: z.int().exactOptional(),
  Name: z.string().min(1),
  Description: nullable,
  IsOptional: z.boolean().exactOptional(),
  DataType: z.string().exactOptional(),
  TriggerName: nullable,
  Values: z.array(z.string()).exactOptional(),
  DisplayOrder: z.int().exactOptional(),
  DefaultValue: z.string().exactOptional(),
  Triggers: z.null().exactOptional(),
};
const webhookMethod = z
  .union([z.string(), z.looseObject({ Name: z.string() })])
  .nullable()
  .exactOptional();

const parameterSchema = z.strictObject({
  ...input,
  TargetType: z.string().exactOptional(),
  TargetName: z.string().exactOptional(),
  IsSensitive: z.boolean().exactOptional(),
  Hide: z.boolean().exactOptional(),
});
const fieldSchema = z.strictObject({ ...input, Location: z.string().min(1) });

export const methodSchema: z.ZodType<ScenarioMethod> = z
  .strictObject({
    Id: z.int().exactOptional(),
    Name: z.string().min(1),
    Description: nullable,
    Category: nullable,
    MethodType: z.enum(['Action', 'Webhook', 'WebhookResponse', 'Script']).exactOptional(),
    EndPoint: nullable,
    HttpMethod: z.string().exactOptional(),
    DataType: z.string().exactOptional(),
    Parameters: z.array(parameterSchema).exactOptional(),
    MethodUniqueIdentifier: z.guid().exactOptional(),
    Warning: nullable,
    CreateWebhookMethod: webhookMethod,
    DeleteWebhookMethod: webhookMethod,
    RequestFields: z.array(fieldSchema).exactOptional(),
    ResponseFields: z.array(fieldSchema).exactOptional(),
    answer: answerSchema.exactOptional(),
  })
  .meta({ id: 'Method', description: "A method as its listing has it, in Cyclr's own spelling." });
