import { type FieldNode, getArgumentValues, getNamedType, type GraphQLResolveInfo, isObjectType } from 'graphql';
import type { ResponseFile } from '../calls/file.ts';
import type { CallResponse } from '../calls/response.ts';
import { checkCut, type RecordCut, type StatedCut } from '../calls/stated.ts';
import type { Context } from '../context.ts';
import type { Json } from '../json.ts';
import type { JsonBytes } from '../spans/json-bytes.ts';
import type { Builder, ObjectRef } from './builder.ts';
import { selectedFields } from './selected-fields.ts';

const typeName = 'ConnectorResponse';

export function addConnectorResponse(builder: Builder): ObjectRef<CallResponse> {
  return builder.objectRef<CallResponse>(typeName).implement({
    description: 'What the third-party app answered.',
    fields: (t) => ({
      records: t.field({
        type: ['JSON'],
        description: 'Its records, as they came. An answer in which the app tells a failure is an error here.',
        args: {
          select: t.arg.stringList({ description: selectDescription }),
          first: t.arg.int({ description: 'Keeps at most this many, from the beginning.' }),
          at: t.arg.string({ description: 'Where they stand, such as "data.items", where no response field says so.' }),
        },
        resolve: (response, args, context) => recordsOf(response, context, checkCut(toCut(args))),
      }),
      body: t.field({
        type: 'JSON',
        nullable: true,
        description:
          'The whole body as it came, for what stands beside the records: totals, cursors, failures of single rows.',
        resolve: (response, _args, { splices }) =>
          (splices ? response.bodyBytes() : undefined) ?? response.body() ?? null,
      }),
      file: t.field({
        type: addResponseFile(builder),
        nullable: true,
        description:
          'The answer as a file, where it is one: not JSON, or of a method that downloads. Its bytes are those that came.',
        resolve: (response) => response.file(),
      }),
      location: t.string({
        nullable: true,
        description: 'Where the app says that the result is or will be, as after a 202, where Cyclr relays it.',
        resolve: ({ location }) => location ?? null,
      }),
      status: t.exposeInt('status', { description: 'What Cyclr answered, such as 200, 202 or 207.' }),
    }),
  });
}

/** The records of a response: as one piece of bytes where nobody looks into them. */
export function recordsOf(response: CallResponse, { splices }: Context, cut?: RecordCut): (Json | JsonBytes)[] {
  const bytes = splices ? response.recordBytes(cut) : undefined;
  return bytes === undefined ? [...response.records(cut)] : [bytes];
}

function addResponseFile(builder: Builder): ObjectRef<ResponseFile> {
  return builder.objectRef<ResponseFile>('ResponseFile').implement({
    description: 'An answer as a file.',
    fields: (t) => ({
      contentType: t.string({
        nullable: true,
        description: 'As the third-party app declares it, with its charset; else what the first bytes tell.',
        resolve: ({ contentType }) => contentType,
      }),
      name: t.string({
        nullable: true,
        description: 'As the third-party app names it, without folders, where Cyclr relays that.',
        resolve: ({ name }) => name,
      }),
      size: t.exposeInt('size', { description: 'In bytes.' }),
      text: t.string({
        nullable: true,
        description: 'Read in its charset, without a byte order mark. Null when it is not text.',
        resolve: (file) => file.text(),
      }),
      base64: t.string({ description: 'Every byte, as it came.', resolve: (file) => file.base64() }),
    }),
  });
}

export const selectDescription = 'Keeps only these paths of each record, such as "Id" or "Address.City".';

/**
 * What is asked of the records of a response, for the call to check before it is sent: nothing must be sent first and
 * refused for its paths.
 */
export function askedOfRecords(info: GraphQLResolveInfo): readonly StatedCut[] {
  const nodes = recordNodesOf(info);
  if (nodes.length === 0) return none;
  const type = info.schema.getType(typeName);
  const records = isObjectType(type) ? type.getFields()['records'] : undefined;
  if (records === undefined) return none;
  return nodes.map((node) => toCut(getArgumentValues(records, node, info.variableValues)));
}

const none: readonly never[] = [];

/** The selections of records that have arguments. Of a field that stands alone they are looked for once in a document. */
function recordNodesOf(info: GraphQLResolveInfo): readonly FieldNode[] {
  const [node, ...others] = info.fieldNodes;
  const known = node && others.length === 0 ? recordNodes.get(node) : undefined;
  if (known?.type === info.returnType) return known.nodes;
  const nodes = selectedFields(info, typeName, 'records', selectedResponses(info)).filter(
    (one) => (one.arguments ?? []).length > 0,
  );
  if (node && others.length === 0) recordNodes.set(node, { type: info.returnType, nodes });
  return nodes;
}

const recordNodes = new WeakMap<FieldNode, { readonly type: object; readonly nodes: readonly FieldNode[] }>();

/** The field that is resolved, where it answers with a response, or those below it that do. */
function selectedResponses(info: GraphQLResolveInfo): readonly FieldNode[] {
  const type = getNamedType(info.returnType);
  if (type.name === typeName || !isObjectType(type)) return info.fieldNodes;
  return Object.values(type.getFields())
    .filter((field) => getNamedType(field.type).name === typeName)
    .flatMap(({ name }) => selectedFields(info, type.name, name));
}

interface RecordArguments {
  readonly select?: readonly string[] | null | undefined;
  readonly first?: number | null | undefined;
  readonly at?: string | null | undefined;
}

function toCut({ select, first, at }: RecordArguments): StatedCut {
  return { select, first, recordsAt: at };
}
