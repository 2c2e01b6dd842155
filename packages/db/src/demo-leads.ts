import type { Stage } from '@solar-capture/core/pipeline'

import type { Db } from './connect.ts'
import { newId } from './new-id.ts'
import { leads, timelineEntries } from './schema.ts'

const firstNames =
  'Amelia Olivia Isla Ava Noah George Arthur Leo Zoë Priya Ananya Kwame Chloé Søren Yusuf Mei Tomasz Ines Freya Rhys'.split(
    ' ',
  )
const lastNames =
  "Smith Jones Taylor Brown Williams O'Brien Patel Khan Nowak Evans Hughes Okafor Lindqvist Garcia Müller Campbell Whitfield-Ashworth Doyle Ali Chen".split(
    ' ',
  )
const streets = 'Mill Lane|Station Road|Church Street|The Green|Orchard Way|Victoria Road'.split(
  '|',
)
const areas = 'LS BS M EH CF NR OX YO SW BN'.split(' ')
const sources = ['Website', 'Referral', 'Facebook', 'Trade fair', 'Added by hand']
// Out of a hundred: the pipeline narrows, and most of what is old is won or lost. Booked comes from bookings.
const shares: Record<string, number> = { Contacted: 26, Surveyed: 8, Quoted: 9, Won: 10, Lost: 13 }
const batchSize = 2_000
const day = 24 * 60 * 60 * 1000

/** An invented lead: where it can be reached, and since when it is known, to make bookings for it. */
export type DemoLead = { id: string; name: string; email: string; createdAt: Date }

/**
 * Adds `count` invented leads, captured over the year before `now`, and answers at most the last hundred of
 * those that are in the first stage. Numbers go on from `from`, and the same number is always the same person.
 */
export async function addDemoLeads(
  db: Db,
  workspaceId: string,
  { stages, from, count, now }: { stages: Stage[]; from: number; count: number; now: Date },
): Promise<DemoLead[]> {
  const entering: DemoLead[] = []
  for (let start = from; start < from + count; start += batchSize) {
    const size = Math.min(batchSize, from + count - start)
    const rows = Array.from({ length: size }, (_, index) =>
      toRow(workspaceId, stages, start + index, from + count, now),
    )
    await db.insert(leads).values(rows)
    await db.insert(timelineEntries).values(
      rows.map(({ id, source, createdAt }) => ({
        workspaceId,
        id: newId(createdAt.getTime()),
        leadId: id,
        at: createdAt,
        kind: 'captured' as const,
        actor: { kind: 'user' as const, name: 'Demo data' },
        detail: { kind: 'captured' as const, source },
      })),
    )
    entering.push(...rows.filter(({ stageId }) => stageId === stages[0]?.id))
  }
  return entering.slice(-100)
}

function toRow(workspaceId: string, stages: Stage[], number: number, last: number, now: Date) {
  const pick = <T>(from: readonly T[], salt: number): T => {
    const found = from[mix(number, salt) % from.length]
    if (found === undefined) throw new Error('There is nothing to choose from.')
    return found
  }
  const first = pick(firstNames, 1)
  const name = `${first} ${pick(lastNames, 2)}`
  const age = ((last - number) / last) * 365 * day + (mix(number, 3) % day)
  const createdAt = new Date(now.getTime() - age)
  const stageId = stageOf(stages, mix(number, 4) % 100)
  const localPart = name
    .replaceAll('ø', 'o')
    .normalize('NFD')
    .replace(/[\p{M}']/gu, '')
    .toLowerCase()
    .replace(/[^a-z]+/g, '.')
  return {
    workspaceId,
    id: newId(createdAt.getTime()),
    name,
    email: `${localPart}.${number}@example.com`,
    // A range of numbers that is given to nobody.
    phone: `+447700${String(900_000 + (mix(number, 5) % 1_000)).padStart(6, '0')}`,
    postcode: `${pick(areas, 6)}${1 + (mix(number, 7) % 20)} ${mix(number, 8) % 10}AB`,
    address: `${1 + (mix(number, 9) % 180)} ${pick(streets, 10)}`,
    source: pick(sources, 11),
    stageId,
    baseStageId: stageId,
    stageSetBy: 'user' as const,
    createdAt,
    updatedAt: createdAt,
  }
}

function stageOf(stages: Stage[], percent: number): string {
  let below = 0
  for (const { id, name } of stages) {
    below += shares[name] ?? 0
    if (percent < below) return id
  }
  const [first] = stages
  if (!first) throw new Error('A workspace has at least one stage.')
  return first.id
}

/** A number that looks random and is the same each time. */
function mix(number: number, salt: number): number {
  let hash = Math.imul(number + 1, 2_654_435_761) ^ Math.imul(salt, 40_503)
  hash = Math.imul(hash ^ (hash >>> 15), 2_246_822_519)
  hash = Math.imul(hash ^ (hash >>> 13), 3_266_489_917)
  return (hash ^ (hash >>> 16)) >>> 0
}
