import { ConfigError } from '../config/config-error.ts';
import { describeConfig } from '../config/describe.ts';
import type { Command } from './command.ts';

const help = `Shows the configuration that is in force: every variable, its value, and whether it was set. Secrets are not shown.

Usage: cyclr-gateway config print

Examples:
  cyclr-gateway config print
  PORT=8080 cyclr-gateway config print
`;

export const config: Command = {
  name: 'config',
  summary: 'Shows the configuration in force, without its secrets.',
  async run(args, io) {
    const [word, ...rest] = args;
    if (word === '--help' || word === '-h') {
      io.out(help);
      return 0;
    }
    if (word !== 'print' || rest.length > 0) {
      io.err(help);
      return 2;
    }
    try {
      const rows = describeConfig(io.env);
      const width = Math.max(...rows.map(({ variable }) => variable.length));
      for (const { variable, value, isSet } of rows) {
        io.out(`${variable.padEnd(width)}  ${isSet ? 'set    ' : 'default'}  ${value ?? '-'}`);
      }
      return 0;
    } catch (error) {
      if (!(error instanceof ConfigError)) throw error;
      io.err(error.message);
      return 1;
    }
  },
};
