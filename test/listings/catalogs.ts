import type { Catalog } from '../../src/catalog/catalog.ts';
import { type Pulled, toCatalog } from '../../src/catalog/pulled.ts';
import { createListing } from '../../src/connectors/listing.ts';
import { decodeMethods } from '../../src/cyclr/wire.ts';
import type { Json } from '../../src/json.ts';
import { type ListingDraft, toListing } from './builder.ts';
import { netSuite } from './netsuite.ts';
import { quickBooks } from './quickbooks.ts';
import { salesforce } from './salesforce.ts';

/** The listings that stand for real ones, with the fields that a config gives their connectors. */
export const listings: readonly { readonly field: string; readonly draft: ListingDraft }[] = [
  { field: 'netSuite', draft: netSuite },
  { field: 'quickBooks', draft: quickBooks },
  { field: 'salesforce', draft: salesforce },
];

/** What Cyclr answers when it is asked for the methods. */
export function listingBody(draft: ListingDraft): Json {
  return toListing(draft).methods as unknown as Json;
}

export function pulledOf({ field, draft }: (typeof listings)[number], before?: Catalog): Pulled {
  const { methods } = createListing(decodeMethods(listingBody(draft)).methods);
  return toCatalog(methods, { connector: draft.connector, field }, before);
}
