import type { ScenarioConnector } from './connector.ts';

const places = ['Harbour', 'Summit', 'Meadow', 'Canyon', 'Lagoon', 'Prairie', 'Glacier', 'Orchard', 'Quarry', 'Delta'];
const kinds = [
  ['CRM', 'CRM', '#2563eb'],
  ['Books', 'Accounting', '#0f766e'],
  ['Desk', 'Help Desk', '#7c3aed'],
  ['Mail', 'Email', '#be123c'],
  ['Store', 'eCommerce', '#b45309'],
] as const;

/** Made-up connectors for a large catalogue, the same ones on every run. They can be browsed and installed. */
export function fillers(count: number): readonly ScenarioConnector[] {
  return Array.from({ length: count }, (_, index): ScenarioConnector => {
    const [kind, category, colour] = kinds[index % kinds.length] ?? kinds[0];
    const round = Math.floor(index / (kinds.length * places.length));
    const place = places[Math.floor(index / kinds.length) % places.length] ?? '';
    return {
      Name: `${place} ${kind}${round === 0 ? '' : ` ${round + 1}`}`,
      Version: index % 7 === 3 ? `v${1 + (index % 3)}` : null,
      Description: `${place} ${kind} of the sandbox's catalogue.`,
      Categories: [category],
      Icon: colour,
      AuthType: index % 2 === 0 ? 'OAuth2' : 'ApiKey',
      methods: [
        {
          Name: `List ${category} Records`,
          Description: `Every record of ${place} ${kind}.`,
          EndPoint: 'https://{{Domain}}/records',
          Category: category,
          MethodType: 'Action',
          ResponseFields: [{ Name: 'ID', Location: '[records].Id' }],
          answer: { kind: 'canned', body: { records: [] } },
        },
      ],
    };
  });
}
