import { readErrorBody } from '../../src/third-party/error-body.ts';
import { errorBodies } from './error-bodies.ts';
import { moreErrorBodies } from './more-error-bodies.ts';

const longest = 240;

/** `docs/error-bodies.md`: what the gateway makes of the error bodies that the tests have. */
export function errorBodiesPage(): string {
  const rows = [...errorBodies, ...moreErrorBodies].map(({ app, body, contentType }) => {
    const { message, problems } = readErrorBody(body, contentType);
    const fields = problems.flatMap(({ field }) => (field === null ? [] : [field]));
    return `| ${[app, code(body), message, [...new Set(fields)].join(', ')].map(cell).join(' | ')} |`;
  });
  return `# Error bodies

What the gateway makes of the error bodies of real applications. Details are replaced; the shapes are as the applications give or document them. The table is written by \`npm run generate\` from the collection that the tests read.

| application | body | \`message\` | fields in \`problems\` |
| --- | --- | --- | --- |
${rows.join('\n')}
`;
}

function code(text: string): string {
  const line = text.replaceAll(/\s+/g, ' ').replaceAll('`', "'");
  return `\`${line.length > longest ? `${line.slice(0, longest)}…` : line}\``;
}

function cell(text: string): string {
  return text
    .replaceAll('|', '\\|')
    .replaceAll(/\s+/g, ' ')
    .replaceAll('<', text.startsWith('`') ? '<' : '&lt;');
}
