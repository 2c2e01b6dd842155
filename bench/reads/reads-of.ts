import type { LeadFilter } from '../../packages/core/src/lead-filter.ts'
import { personOf } from '../load/people.ts'

/** A kind of read: what is asked, and how long its 95th percentile may take, milliseconds. */
export type Read = {
  name: string
  limitMs: number | null
  /** Paths of requests that are asked in turn. */
  requests: string[]
}

/** Asks the dashboard's API. */
export type Ask = (path: string) => Promise<unknown>

const pageSize = 100
const farPage = 1_000

type Page = { items: { id: string }[]; nextCursor: string | null }
type Stage = { id: string; name: string }

/** What an office looks at all day, with values that this workspace has. */
export async function readsOf(
  ask: Ask,
  { count, owners }: { count: number; owners: string[] },
): Promise<Read[]> {
  const list = (input: LeadFilter & { cursor?: string; limit?: number; sort?: string }) =>
    toPath('lead.list', { limit: pageSize, ...input })
  const stages = (await ask('pipeline.stages')) as Stage[]
  const booked = stages.find(({ name }) => name === 'Booked')?.id ?? ''
  const [first = '', , third = '', , , last = ''] = owners
  const far = await walk(ask, list)
  const { items } = (await ask(list({}))) as Page
  const numbers = Array.from({ length: 20 }, (_, index) => Math.floor((count * index) / 20))
  const rare = numbers.map((number) => personOf(0, number).email.split('@')[0] ?? '')
  return [
    { name: 'first page', limitMs: 20, requests: [list({})] },
    { name: 'page 1,000, or the last', limitMs: 20, requests: [list({ cursor: far })] },
    {
      name: 'filtered page',
      limitMs: 20,
      requests: [
        list({ stageIds: [booked] }),
        list({ ownerIds: [first], stageIds: [booked] }),
        list({ ownerIds: [third], sources: ['Facebook'] }),
        list({ ownerIds: [last] }),
        list({ booking: 'upcoming' }),
        list({ booking: 'none', stageIds: [booked] }),
      ],
    },
    { name: 'rare fragment', limitMs: 20, requests: rare.map((search) => list({ search })) },
    {
      name: 'fragment of many',
      limitMs: 40,
      requests: ['smith', 'amel', 'ls1', 'jo'].map((search) => list({ search })),
    },
    { name: 'board', limitMs: 20, requests: [toPath('lead.board', { limit: 25 })] },
    {
      name: 'counts',
      limitMs: 20,
      requests: [toPath('lead.counts', { ownerIds: [first] }), 'lead.counts'],
    },
    {
      name: 'lead page',
      limitMs: 20,
      requests: items.map(({ id }) => toPath('lead.byId', { id })),
    },
  ]
}

async function walk(ask: Ask, list: (input: { cursor?: string; limit: number }) => string) {
  let cursor: string | undefined
  for (let page = 1; page < farPage; page++) {
    const { nextCursor } = (await ask(
      list({ limit: pageSize, ...(cursor === undefined ? {} : { cursor }) }),
    )) as Page
    if (nextCursor === null) break
    cursor = nextCursor
  }
  return cursor ?? ''
}

function toPath(procedure: string, input: object): string {
  return `${procedure}?${new URLSearchParams({ input: JSON.stringify(input) }).toString()}`
}
