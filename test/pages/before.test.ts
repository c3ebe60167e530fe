import { expect, test } from 'vitest';
import { openLists } from './lists.ts';
import { styles } from './scenario.ts';

const methods = [
  { name: 'List Things', paging: { ...styles['offset'], style: 'offset' } },
  { name: 'List Others' },
  { name: 'List Queues' },
];
const rules = [{ connector: 'Lists', methods: ['List Queues'], paging: { style: 'NONE' } }];

test('explain says what is known of pages before any call', async () => {
  await using lists = await openLists({ methods, rules });
  const { body } = await lists.ask(`{ accountConnector(id: 1) {
    things: explain(method: "List Things", parameters: { limit: 50 }) { pages { style place size pageSize calls note } }
    others: explain(method: "List Others") { pages { style calls note } }
    queues: explain(method: "List Queues") { pages { style calls note } }
    write: explain(method: "Create Thing") { pages { style } }
  } }`);
  expect(body.data?.['accountConnector']).toEqual({
    things: {
      pages: {
        style: 'OFFSET',
        place: 'offset',
        size: 'limit',
        pageSize: 50,
        calls: null,
        note: expect.stringContaining('Every page of 50 records is one upstream call') as string,
      },
    },
    others: { pages: { style: null, calls: null, note: expect.stringContaining('tell nothing of pages') as string } },
    queues: { pages: { style: 'NONE', calls: 1, note: 'One call answers with everything.' } },
    write: { pages: null },
  });
  expect(lists.calls()).toBe(0);
});

test('inputSchema marks the inputs that have to do with pages', async () => {
  await using lists = await openLists({ methods });
  const { body } = await lists.ask('{ accountConnector(id: 1) { method(method: "List Things") { inputSchema } } }');
  expect(body.data).toMatchObject({
    accountConnector: {
      method: {
        inputSchema: {
          properties: {
            parameters: { properties: { offset: { $comment: 'paging: place' }, limit: { $comment: 'paging: size' } } },
          },
        },
      },
    },
  });
  expect(JSON.stringify(body.data).match(/\$comment/g)).toHaveLength(2);
});
