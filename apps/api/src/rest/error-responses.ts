import type { Operation } from './operations.ts'

const responses = {
  400: { name: 'BadRequest', description: 'The input does not fit; `fieldErrors` says where.' },
  401: { name: 'Unauthorized', description: 'No API key and no session, or one that has ended.' },
  403: { name: 'Forbidden', description: 'The key or the role lacks the scope.' },
  404: { name: 'NotFound', description: 'The workspace has nothing of that id.' },
  409: { name: 'Conflict', description: 'It changed meanwhile, or something else is in the way.' },
  428: {
    name: 'Unproved',
    description: 'Whoever is signed in confirms first that it is them, by account.proveSelf.',
  },
  415: { name: 'NotJson', description: 'The body is to be sent as application/json.' },
  default: { name: 'Failed', description: 'Something else; the code and the message say what.' },
} as const

type Status = keyof typeof responses

const content = { 'application/json': { schema: { $ref: '#/components/schemas/Error' } } }

/** Every way to be refused, for the components of the document. */
export const errorComponents = {
  schemas: {
    Error: {
      type: 'object',
      properties: {
        error: {
          type: 'object',
          properties: {
            code: { type: 'string', examples: ['BAD_REQUEST', 'NOT_FOUND'] },
            message: { type: 'string', description: 'A sentence for people.' },
            fieldErrors: {
              type: 'object',
              additionalProperties: { type: 'array', items: { type: 'string' } },
            },
            leadId: { type: 'string', format: 'uuid', description: 'The lead in the way.' },
          },
          required: ['code', 'message'],
          additionalProperties: false,
        },
      },
      required: ['error'],
      additionalProperties: false,
    },
  },
  responses: Object.fromEntries(
    Object.values(responses).map(({ name, description }) => [name, { description, content }]),
  ),
}

/** How an operation may be refused. */
export function errorResponses({ type, need, input }: Pick<Operation, 'type' | 'need' | 'input'>) {
  const isOpen = need.for === 'anybody'
  const statuses: Status[] = [
    ...([400, 401] as const),
    ...(isOpen ? [] : ([403] as const)),
    ...(input ? ([404] as const) : []),
    ...(type === 'mutation' ? ([409, 415] as const) : []),
    ...('proof' in need ? ([428] as const) : []),
    'default',
  ]
  return Object.fromEntries(
    statuses.map((status) => [
      status,
      { $ref: `#/components/responses/${responses[status].name}` },
    ]),
  )
}
