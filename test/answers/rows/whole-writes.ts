import { type AnswerRow, json, nothing, write } from '../row.ts';

/** Writes whose answer says more than its records. */
export const wholeWrites: readonly AnswerRow[] = [
  write(
    'Add Members, MailChimp Batch',
    'a batch of MailChimp with an error in a 200',
    [
      '[new_members].id',
      '[updated_members].id',
      '[errors].email_address',
      { location: 'error_count', dataType: 'Integer' },
    ],
    json({
      new_members: [],
      updated_members: [],
      errors: [{ email_address: 'a@x.com', error: 'is already a list member' }],
      error_count: 1,
    }),
  ),
  write(
    'Create Contacts, HubSpot Batch',
    'a batch of HubSpot that failed in part, with 207',
    ['status', '[results].id'],
    json(
      {
        status: 'COMPLETE',
        results: [{ id: '1' }],
        numErrors: 1,
        errors: [{ category: 'CONFLICT', message: 'Contact already exists' }],
      },
      207,
    ),
  ),
  write(
    'Create Tickets, Zendesk Job',
    'a job of Zendesk that failed',
    ['job_status.id', 'job_status.status', { location: 'job_status.[results].index', dataType: 'Integer' }],
    json({
      job_status: { id: 'j1', status: 'failed', results: [{ index: 0, error: 'TicketCreateFailed' }] },
    }),
  ),
  write(
    'Create Contact, Two Records',
    'two records where one was declared',
    ['id'],
    json([{ id: '1' }, { id: '2' }], 201),
  ),
  write(
    'Create Export, 202 Location',
    'a 202 with a Location and no body',
    ['id'],
    nothing(202, { location: 'https://app.example.com/jobs/7' }),
  ),
];
