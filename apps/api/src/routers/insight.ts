import { z } from 'zod'

import { breakdowns } from '@solar-capture/core/insight'
import { isTimeZone, weeksBetween } from '@solar-capture/core/weeks'
import { readFunnel } from '@solar-capture/db/insight-funnel'
import { readOutcomes } from '@solar-capture/db/insight-outcomes'
import { readTimesToBooked } from '@solar-capture/db/insight-times'
import { nameOwners, type Insight } from '@solar-capture/db/insights'
import { listStages } from '@solar-capture/db/pipeline'

import type { Deps } from '../deps.ts'
import { procedure, router } from '../trpc.ts'
import { instant, stageShape } from './shapes.ts'

const day = 24 * 60 * 60 * 1000
// A leap year, with an hour for the clocks.
const longest = 366 * day + 60 * 60 * 1000

const period = z
  .strictObject({
    /** The first instant that counts (ISO 8601). */
    from: instant,
    /** The first one that does not count any more; at most 366 days later. */
    to: instant,
    /** Breaks the figures down as well. */
    by: z.enum(breakdowns).optional(),
    /** Where weeks begin at midnight: a name as `Europe/London`. */
    timeZone: z.string().max(64).refine(isTimeZone, 'There is no such time zone.').default('UTC'),
  })
  .refine(({ from, to }) => Date.parse(to) >= Date.parse(from), 'The period ends before it begins.')
  .refine(
    ({ from, to }) => Date.parse(to) - Date.parse(from) <= longest,
    'A period has at most 366 days.',
  )

/** Figures of all together and of each group. */
function insightOf<Figures extends z.ZodType>(figures: Figures) {
  return z.strictObject({
    total: figures,
    /**
     * The largest first, weeks by time. `key` is a source, the id of an owner, the name of an event type ('' without one) or
     * the Monday of a week, `name` what people read; both are null where there is no owner, booking or lead.
     */
    groups: z.array(
      z.strictObject({ key: z.string().nullable(), name: z.string().nullable(), figures }),
    ),
    /** All beyond the largest twenty groups; null when there are no more. */
    rest: figures.nullable(),
  })
}

const amount = z.int().min(0)
const seconds = z.number().min(0).nullable()

export const insightRouter = router({
  /**
   * How far the leads got that were captured in a period. `steps` are the stages of the pipeline but lost ones, in order; for each
   * of them `reached` tells how many leads came that far or further, and `lost` how many came no further and are lost
   * now. A lead reached the furthest stage that it is in or was moved to or from, without moves that were taken back.
   */
  funnel: procedure('insight.funnel')
    .input(period)
    .output(
      insightOf(z.strictObject({ reached: z.array(amount), lost: z.array(amount) })).extend({
        steps: z.array(stageShape),
      }),
    )
    .query(async ({ ctx: { deps, workspaceId }, input }) => {
      const stages = await listStages(deps.db, workspaceId)
      const insight = await readFunnel(deps.db, workspaceId, toPeriod(input), stages)
      const steps = stages
        .filter(({ kind }) => kind !== 'lost')
        .map(({ id, name, kind, colour }) => ({ id, name, kind, colour }))
      return { steps, ...(await named(deps, insight, input.by)) }
    }),

  /**
   * How long the leads that were captured in a period took to their first booking, in seconds: within `medianSeconds` half of
   * them were booked, within `p90Seconds` nine out of ten; null when there are none. Both rest on `booked` leads:
   * those of the `captured` that were booked after it, without those that came with a booking (`cameBooked`).
   */
  timeToBooked: procedure('insight.timeToBooked')
    .input(period)
    .output(
      insightOf(
        z.strictObject({
          ...{ captured: amount, cameBooked: amount, booked: amount },
          ...{ medianSeconds: seconds, p90Seconds: seconds },
        }),
      ),
    )
    .query(async ({ ctx: { deps, workspaceId }, input }) =>
      named(deps, await readTimesToBooked(deps.db, workspaceId, toPeriod(input)), input.by),
    ),

  /**
   * What became of the bookings that start in a period, but for ignored ones. Each is `tookPlace` (over, and neither cancelled nor
   * missed as far as Cal.com told), `noShow`, `cancelled`, `toCome`, `declined` by the host, or `waiting` (not
   * confirmed, or for another time). `moved` are those of all that were moved at least once.
   */
  outcomes: procedure('insight.outcomes')
    .input(period)
    .output(
      insightOf(
        z.strictObject({
          ...{ tookPlace: amount, noShow: amount, cancelled: amount, toCome: amount },
          ...{ declined: amount, waiting: amount, moved: amount },
        }),
      ),
    )
    .query(async ({ ctx: { deps, workspaceId }, input }) => {
      const insight = await readOutcomes(deps.db, workspaceId, toPeriod(input), deps.now())
      return named(deps, insight, input.by)
    }),
})

function toPeriod({ from, to, by, timeZone }: z.output<typeof period>) {
  const times = { from: new Date(from), to: new Date(to) }
  return { ...times, by: by ?? null, weeks: weeksBetween(times.from, times.to, timeZone) }
}

/** Adds what people read to the keys of groups. */
async function named<Figures>(
  { db }: Deps,
  { groups, ...insight }: Insight<Figures>,
  by: z.output<typeof period>['by'],
) {
  const ids = by === 'owner' ? groups.flatMap(({ key }) => (key === null ? [] : [key])) : []
  const owners = await nameOwners(db, ids)
  const nameOf = (key: string | null) =>
    key === null || by !== 'owner' ? key : (owners.get(key) ?? null)
  return { ...insight, groups: groups.map((group) => ({ ...group, name: nameOf(group.key) })) }
}
