import { buildBody } from '../../connectors/build-body.ts';
import { parseLocation } from '../../connectors/location.ts';
import type { Json } from '../../json.ts';
import type { Answer } from './answer.ts';
import type { ScenarioConnector } from './connector.ts';
import type { ScenarioField } from './method.ts';

/** The connector with made-up answers in place of real requests. */
export function withMadeUpAnswers(connector: ScenarioConnector): ScenarioConnector {
  return {
    ...connector,
    methods: connector.methods.map((method) => ({ ...method, answer: madeUpAnswer(method.ResponseFields ?? []) })),
  };
}

/** An answer with one record that has a made-up value at the location of every response field. */
export function madeUpAnswer(fields: readonly ScenarioField[]): Answer {
  if (fields.length === 0) return { kind: 'empty', as: 'body' };
  if (fields.every(({ Location }) => Location === '.')) return { kind: 'text', text: 'The content of a file.' };
  return { kind: 'canned', body: sampleBody(fields) };
}

/** Leaves out fields whose locations contradict earlier ones: real listings have such fields. */
function sampleBody(fields: readonly ScenarioField[]): Json {
  const placed = fields.map((field) => ({ location: parseLocation(field.Location), value: sampleValue(field) }));
  try {
    return buildBody(placed) ?? {};
  } catch {
    const fitting: typeof placed = [];
    for (const one of placed) {
      try {
        buildBody([...fitting, one]);
        fitting.push(one);
      } catch {
        // Contradicts one that is there.
      }
    }
    return buildBody(fitting) ?? {};
  }
}

function sampleValue({ DataType, Name, Values = [] }: ScenarioField): Json {
  const [first] = Values;
  if (first !== undefined) return first;
  switch (DataType) {
    case 'Integer':
      return 1;
    case 'Float':
    case 'Decimal':
      return 1.5;
    case 'Boolean':
      return true;
    case 'DateTime':
      return '2026-01-31T09:00:00Z';
    default:
      return `${Name} 1`;
  }
}
