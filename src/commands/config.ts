import { inLines } from '../config/config-error.ts';
import { describeConfig } from '../config/describe.ts';
import { unknownVariables } from '../config/unknown.ts';
import { type Command, defineCommand, defineGroup } from './command.ts';

const printCommand = defineCommand({
  name: 'config print',
  summary: 'Shows every variable with the value in force, defaults included. Secrets are not shown.',
  examples: ['cyclr-gateway config print', 'PORT=8080 cyclr-gateway config print'],
  exitCodes: { done: 'the configuration can be used', failed: 'it cannot; every variable at fault is named' },
  async run(_given, io) {
    const rows = describeConfig(io.env);
    const width = Math.max(...rows.map(({ variable }) => variable.length));
    for (const { variable, value, isSet, instead } of rows) {
      const told = value ?? (instead === null ? '-' : `(${instead})`);
      io.out(`${variable.padEnd(width)}  ${isSet ? 'set    ' : 'default'}  ${told}`);
    }
    const unknown = unknownVariables(io.env);
    if (unknown.length > 0) io.err(`Variables that the gateway does not know:\n${inLines(unknown)}`);
  },
});

export const config: Command = defineGroup({
  name: 'config',
  summary: 'Shows the configuration in force, without its secrets.',
  commands: [printCommand],
});
