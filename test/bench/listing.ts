// How much memory a method listing takes: node --expose-gc test/bench/listing.ts
import { createListing } from '../../src/connectors/listing.ts';
import { decodeMethods } from '../../src/cyclr/wire.ts';
import { type Json, parseJson } from '../../src/json.ts';

const gc = globalThis.gc;
if (gc === undefined) throw new Error('Run it with: node --expose-gc test/bench/listing.ts');

const body = JSON.stringify(generated(500, 60));
const megabytes = (bytes: number) => `${(bytes / 2 ** 20).toFixed(2)} MB`;

const started = performance.now();
const made = createListing(decodeMethods(parseJson(body)).methods);
const took = performance.now() - started;
const before = performance.now();
createListing(made.methods);
const compacting = performance.now() - before;

process.stdout.write(
  [
    `JSON        ${megabytes(body.length)}`,
    `parsed      ${megabytes(heapOf(() => parseJson(body)))}`,
    `decoded     ${megabytes(heapOf(() => decodeMethods(parseJson(body)).methods))}`,
    `listing     ${megabytes(heapOf(() => createListing(decodeMethods(parseJson(body)).methods)))}`,
    `with lookups ${megabytes(heapOf(() => lookedUp(createListing(decodeMethods(parseJson(body)).methods))))}`,
    `all of it took ${took.toFixed(0)} ms, createListing ${compacting.toFixed(0)} ms of it, for ${made.size} items\n`,
  ].join('\n'),
);

function lookedUp(listing: ReturnType<typeof createListing>) {
  for (const method of listing.methods) {
    listing.byIdentifier(method.uniqueIdentifier);
    listing.byId(method.id);
    listing.byName(method.name.toUpperCase());
  }
  return listing;
}

/** What the heap grows by for a value that is kept. */
function heapOf(make: () => unknown): number {
  make();
  gc?.();
  gc?.();
  const empty = process.memoryUsage().heapUsed;
  const kept = make();
  gc?.();
  gc?.();
  const full = process.memoryUsage().heapUsed;
  return kept === undefined ? Number.NaN : full - empty;
}

/** As real ones are: a dozen methods share the fields of each of the application's objects. */
function generated(methods: number, fields: number): Json {
  const verbs = ['List', 'Get', 'Create', 'Update', 'Delete', 'Search', 'List New', 'List Modified', 'Upsert', 'Count'];
  let next = 30_000_000;
  return Array.from({ length: methods }, (_, index) => {
    const object = `Object ${Math.floor(index / verbs.length)}`;
    const verb = verbs[index % verbs.length] ?? '';
    return {
      Id: 1_571_000 + index,
      Name: `${verb} ${object}s`,
      Description: `${verb} ${object}s of the organisation that is connected.`,
      Category: object,
      MethodType: 'Action',
      EndPoint: `https://{{BaseUrl}}/{{ApiVersion}}/company/{{realmId}}/${object.toLowerCase()}/{{Id}}?minorversion={{Minor}}`,
      Parameters: Array.from({ length: 3 }, (_none, number) => ({
        TargetType: 'MergeField',
        TargetName: `param${number}`,
        IsSensitive: false,
        ...input(`Param ${number}`, (next += 1), number),
      })),
      MethodUniqueIdentifier: `22cdac42-7938-4433-8446-${String(index).padStart(12, '0')}`,
      Warning: null,
      CreateWebhookMethod: null,
      DeleteWebhookMethod: null,
      RequestFields: rows(verb === 'Create' || verb === 'Update' || verb === 'Upsert' ? fields / 2 : 0, object),
      ResponseFields: rows(verb === 'Create' || verb === 'Update' || verb === 'Upsert' ? fields / 2 : fields, object),
    };
  });

  function rows(count: number, object: string) {
    return Array.from({ length: count }, (_, number) => ({
      Location: `[records].${object.replaceAll(' ', '')}CustomProperty${number}.value`,
      ...input(`${object} Custom Property ${number}`, (next += 1), number),
    }));
  }

  function input(name: string, id: number, number: number) {
    return {
      Id: id,
      Name: name,
      Description:
        [name, '', null, `The ${name} as it stands in the application, in its own format.`][number % 4] ?? null,
      IsOptional: number % 5 !== 0,
      DataType: ['Text', 'Integer', 'DateTime', 'Boolean'][number % 4] ?? 'Text',
      TriggerName: number % 10 === 0 ? `Lookup ${name}s ` : null,
      Values: number % 15 === 0 ? ['Open', 'In Progress', 'Closed', 'On Hold'] : [],
      DisplayOrder: number,
      Triggers: null,
    };
  }
}
