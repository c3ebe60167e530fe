/**
 * The answers of real applications: what the gateway is tried with, and a scenario that anyone can run.
 *
 * One connector for each section and one method for each row. `npm run generate` writes the scenario to
 * `examples/scenarios/answers.json`.
 */
import type { Scenario } from '../../src/sandbox/server.ts';
import type { AnswerField, AnswerRow } from './row.ts';
import { bytes } from './rows/bytes.ts';
import { emptyLists } from './rows/empty-lists.ts';
import { failuresIn200 } from './rows/failures-in-200.ts';
import { outcomes } from './rows/outcomes.ts';
import { rateLimits } from './rows/rate-limits.ts';
import { reasons } from './rows/reasons.ts';
import { values } from './rows/values.ts';
import { wholeWrites } from './rows/whole-writes.ts';

/** A row of the collection, with where it is found in the scenario. */
export interface CollectedAnswer extends AnswerRow {
  readonly section: string;
  readonly connector: string;
  /** Number of the account connector in {@link answersScenario}. */
  readonly accountConnector: number;
}

const sections: Readonly<Record<string, readonly AnswerRow[]>> = {
  Outcomes: outcomes,
  'Whole Writes': wholeWrites,
  'Failures in 200': failuresIn200,
  'Empty Lists': emptyLists,
  Bytes: bytes,
  Reasons: reasons,
  'Rate Limits': rateLimits,
  Values: values,
};

const accountConnectorOf = (index: number) => 1001 + index;

export const collection: readonly CollectedAnswer[] = Object.entries(sections).flatMap(([section, rows], index) =>
  rows.map((row) => ({ ...row, section, connector: section, accountConnector: accountConnectorOf(index) })),
);

/** The collection as a scenario: account `demo-acme` has every connector installed. */
export const answersScenario: Scenario = {
  $schema: '../../schema/scenario.schema.json',
  description: 'The answers of real applications. Written by npm run generate from test/answers.',
  connectors: Object.entries(sections).map(([Name, rows]) => ({ Name, methods: rows.map(toMethod) })),
  accounts: [
    {
      Id: 'demo-acme',
      Name: 'Acme',
      accountConnectors: Object.keys(sections).map((name, index) => ({
        Id: accountConnectorOf(index),
        Name: name,
        connector: name,
        AuthValue: 'key',
      })),
    },
  ],
};

function toMethod({ method, name, kind, fields, requestFields = [], answer }: AnswerRow) {
  return {
    Name: method,
    Description: `Answers as an application did: ${name}.`,
    Category: kind === 'read' ? 'Reads' : 'Writes',
    RequestFields: requestFields.map(toField),
    ResponseFields: fields.map(toField),
    answer,
  };
}

function toField({ location, dataType = 'Text' }: AnswerField) {
  return { Name: location, Location: location, DataType: dataType, IsOptional: true };
}
