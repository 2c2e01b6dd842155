import { setTimeout as sleep } from 'node:timers/promises'

import type { Sql } from 'postgres'

import { partOf } from '../cleanup.ts'
import type { Bench } from './bench.ts'
import { aim, closedTurn, leadsForClosed, startAlone, warmUp } from './product-alone.ts'
import type { ProductTarget } from './product-variant.ts'
import { ratios, spread } from './rounds.ts'
import type { Slot, SlotResult } from './slot.ts'
import { cell, table } from './table.ts'

const hotLeads = 8
/** After so many deliveries others take the place of the eight. */
const every = 400
// A connection at rest tells PostgreSQL's statistics the last of what it did within ten seconds.
const statisticsMs = 11_000

const loads = ['uniform', 'fresh', 'same'] as const
type LoadName = (typeof loads)[number]

const labels: Record<LoadName, string> = {
  uniform: 'a new lead for each booking',
  fresh: `eight leads, others every ${every} deliveries`,
  same: 'the same eight leads throughout',
}
const changes: Record<LoadName, NonNullable<Slot['changes']>> = {
  uniform: { crowd: null },
  fresh: { crowd: { leads: hotLeads, every } },
  same: { crowd: { leads: hotLeads, every: null } },
}

type Turn = SlotResult & {
  /** Bookings of each lead that was booked, at the end of the turn. */
  bookings: { mean: number; most: number }
}
type Measured = { turns: Turn[]; deadlocks: number }

/** Measures what it costs when eight leads take everything, beside a load that is spread over leads. */
export async function measureHot(whole: Bench, print: (text: string) => void): Promise<void> {
  const cleanup = partOf(whole.cleanup)
  const bench = { ...whole, cleanup }
  const { rounds, seconds } = bench.options
  // One after the other, each with a database of its own, which tells its own deadlocks.
  const start = (name: LoadName) =>
    startAlone(bench, `hot_${name}`, leadsForClosed(bench, rounds * seconds))
  const targets: Record<LoadName, ProductTarget> = {
    uniform: await start('uniform'),
    fresh: await start('fresh'),
    same: await start('same'),
  }
  // The eight that stay begin with the few bookings of one crowd.
  for (const name of loads) {
    const warming = name === 'same' ? 'fresh' : name
    await warmUp(bench, targets[name], { changes: changes[warming] })
  }
  const turns: Record<LoadName, Turn[]> = { uniform: [], fresh: [], same: [] }
  for (let round = 1; round <= rounds; round++) {
    for (const name of loads) {
      const result = await closedTurn(bench, targets[name], seconds, { changes: changes[name] })
      turns[name].push({ ...result, bookings: await countBookings(targets[name].sql, name) })
      const said = result.problem ?? `${Math.round(result.perSecond)}/s`
      bench.say(`${labels[name]}, round ${round}: ${said}`)
    }
  }
  await sleep(statisticsMs)
  const measured: Record<LoadName, Measured> = {
    uniform: { turns: turns.uniform, deadlocks: await deadlocksOf(targets.uniform.sql) },
    fresh: { turns: turns.fresh, deadlocks: await deadlocksOf(targets.fresh.sql) },
    same: { turns: turns.same, deadlocks: await deadlocksOf(targets.same.sql) },
  }
  print('### Eight leads take everything, 32 connections\n')
  print(`${tabulateLoads(measured)}\n`)
  print(`${tabulatePile(measured)}\n`)
  print(`${conclude(measured)}\n`)
  await cleanup.close()
}

// Of the eight alone where others were booked before them.
async function countBookings(sql: Sql, name: LoadName): Promise<Turn['bookings']> {
  const [row] = await sql<{ mean: number; most: number }[]>`
    select coalesce(avg(bookings), 0)::float8 as mean, coalesce(max(bookings), 0)::int as most from (
      select count(*) as bookings from bookings where lead_id is not null group by lead_id
      order by count(*) desc limit ${name === 'same' ? hotLeads : null}
    ) as leads`
  return row ?? { mean: 0, most: 0 }
}

async function deadlocksOf(sql: Sql): Promise<number> {
  const [row] = await sql<{ deadlocks: number }[]>`
    select deadlocks::int as deadlocks from pg_stat_database where datname = current_database()`
  return row?.deadlocks ?? Number.NaN
}

function tabulateLoads(measured: Record<LoadName, Measured>): string {
  const rows = loads.map((name) => {
    const { turns, deadlocks } = measured[name]
    const of = (pick: (turn: SlotResult) => number) => spread(turns, pick)
    return [
      labels[name],
      cell(of((turn) => turn.perSecond)),
      name === 'uniform' ? '' : cell(ratios(turns, measured.uniform.turns, perSecond), 2),
      cell(
        of((turn) => turn.p50),
        1,
      ),
      cell(
        of((turn) => turn.p99),
        1,
      ),
      String(deadlocks),
      perLead(turns.at(-1)),
    ]
  })
  const head = ['booked are', 'req/s', '÷ uniform', 'p50 ms', 'p99 ms', 'deadlocks']
  return table([...head, 'bookings of a lead at the end (most)'], rows)
}

/** How the rate goes with each turn, as the bookings of a lead pile up. */
function tabulatePile(measured: Record<LoadName, Measured>): string {
  const rows = measured.uniform.turns.map((_, index) => [
    String(index + 1),
    ...loads.flatMap((name) => {
      const turn = measured[name].turns[index]
      const rate = turn?.problem === null ? Math.round(turn.perSecond).toLocaleString('en') : 'void'
      return name === 'uniform' ? [rate] : [rate, perLead(turn)]
    }),
  ])
  const each = 'bookings of a lead after it (most)'
  return table(
    ['turn', 'uniform, req/s', 'eight, others in turn, req/s', each, 'the same eight, req/s', each],
    rows,
  )
}

function conclude(measured: Record<LoadName, Measured>): string {
  const ratio = (name: LoadName) =>
    ratios(measured[name].turns, measured.uniform.turns, perSecond)?.median ?? null
  const deadlocks = loads.reduce((sum, name) => sum + measured[name].deadlocks, 0)
  return [
    aim(
      ratio('fresh'),
      (value) => value >= 0.8,
      '- At least 0.8 of the uniform rate, by leads with few bookings',
    ),
    aim(ratio('same'), (value) => value >= 0.8, '- The same with the same eight throughout'),
    aim(deadlocks, (value) => value === 0, `- No deadlock (${deadlocks})`),
    "- Of ten deliveries six are bookings, two reschedules and two cancellations, everywhere. What a lead's bookings follow from is derived anew with each of its deliveries: those of the same eight pile up for as long as the turns last, without a cap.",
  ].join('\n')
}

function perLead(turn: Turn | undefined): string {
  return turn ? `${turn.bookings.mean.toFixed(1)} (${turn.bookings.most})` : '–'
}

const perSecond = (turn: SlotResult) => turn.perSecond
