import { readPolicy } from '../policy/policy.ts';
import { type Command, defineCommand, defineGroup } from './command.ts';
import { explainPolicy, namedRoles } from './policy-explain.ts';

const explain = defineCommand({
  name: 'policy explain',
  summary: 'Says whether callers with these roles may call a method, and what of each rule applies.',
  options: {
    role: { type: 'texts', value: 'R', description: 'a role of the caller' },
    connector: { type: 'text', value: 'C', description: 'the name of the connector, such as Salesforce' },
    method: { type: 'text', value: 'M', description: 'the name of the method, such as "List Contacts"' },
    kind: { type: 'text', value: 'K', choices: ['READ', 'WRITE'], description: 'what the method is; without it, both' },
    category: { type: 'text', value: 'G', description: 'the category of the method, where rules depend on it' },
    account: { type: 'text', value: 'A', description: 'the account, where rules depend on it' },
    file: { type: 'text', value: 'F', description: 'the policy file; without it, POLICY_FILE' },
  },
  notes: ['Without --method it lists the rules for these roles. Without --role it answers for a caller without roles.'],
  examples: [
    'cyclr-gateway policy explain --role support --file policy.json',
    'cyclr-gateway policy explain --role support --connector Salesforce --method "Delete Contact" --kind WRITE',
  ],
  exitCodes: { done: 'it is explained, whether allowed or denied', failed: 'the policy cannot be used' },
  async run({ options }, io) {
    io.out(await explainPolicy(options, io));
  },
});

const check = defineCommand({
  name: 'policy check',
  summary: 'Says whether a policy file can be used, with the line of everything that is wrong.',
  positional: { name: 'FILE', count: 'one', description: 'the policy file' },
  examples: ['cyclr-gateway policy check policy.json'],
  exitCodes: { done: 'the policy can be used', failed: 'it cannot; every fault is told with its line' },
  async run({ positionals: [file = ''] }, io) {
    const { rules } = await readPolicy(file, io.signal);
    io.out(
      `${file} can be used. ${rules.length === 0 ? 'It has no rules, so nobody may call anything.' : countOf(rules)}`,
    );
  },
});

function countOf(rules: Awaited<ReturnType<typeof readPolicy>>['rules']): string {
  const roles = namedRoles(rules);
  const denies = rules.filter(({ effect }) => effect === 'deny').length;
  const concerned = roles.length === 0 ? 'for every caller' : `for the roles ${roles.join(', ')}`;
  return `Rules: ${rules.length - denies} allow, ${denies} deny, ${concerned}.`;
}

export const policy: Command = defineGroup({
  name: 'policy',
  summary: 'Says who may call what, and why; checks a policy file.',
  commands: [explain, check],
});
