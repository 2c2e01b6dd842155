import type { Sql } from 'postgres'

import { partOf } from '../cleanup.ts'
import type { Bench } from './bench.ts'
import {
  aim,
  closedTurn,
  firstWorkspace,
  leadsForClosed,
  startAlone,
  warmUp,
} from './product-alone.ts'
import { ratios, spread } from './rounds.ts'
import { runSlot, type SlotResult } from './slot.ts'
import { cell, table } from './table.ts'

const unchanged = ['leads', 'bookings', 'booking_events', 'timeline_entries'] as const

/** Measures a turn, and what came in it once more: it is only to be counted, and nothing else may change. */
export async function measureReplay(whole: Bench, print: (text: string) => void): Promise<void> {
  const cleanup = partOf(whole.cleanup)
  const bench = { ...whole, cleanup }
  const { rounds, seconds } = bench.options
  const target = await startAlone(bench, 'replay', leadsForClosed(bench, rounds * seconds))
  const replay = () =>
    runSlot(bench, target, {
      ...{ ...firstWorkspace, seed: 0, count: 0, again: true },
      load: { loop: 'closed', connections: 32, seconds: null },
    })
  await warmUp(bench, target)
  await replay()
  const fresh: SlotResult[] = []
  const again: SlotResult[] = []
  let changed = 0
  for (let round = 1; round <= rounds; round++) {
    fresh.push(await closedTurn(bench, target, seconds))
    const before = await contentsOf(target.sql)
    const result = await replay()
    const after = await contentsOf(target.sql)
    const differing = unchanged.filter((name) => before[name] !== after[name])
    changed += differing.length
    if (differing.length > 0) {
      const problem = `what came once more changed ${differing.join(', ')}`
      bench.problems.push(`Replay, round ${round}: ${problem}`)
      again.push({ ...result, problem: result.problem ?? problem })
    } else again.push(result)
    bench.say(
      `Replay, round ${round}: fresh ${describe(fresh.at(-1))} · once more ${describe(again.at(-1))}`,
    )
  }
  const ratio = ratios(again, fresh, perSecond)
  const rows = [
    ['fresh', fresh],
    ['the same once more', again],
  ] as const
  print('### Everything once more, 32 connections\n')
  print(
    `${table(
      ['load', 'req/s', '÷ fresh', 'p50 ms', 'p99 ms', 'repeats counted'],
      rows.map(([label, results]) => [
        label,
        cell(spread(results, perSecond)),
        results === again ? cell(ratio, 2) : '',
        cell(
          spread(results, (one) => one.p50),
          1,
        ),
        cell(
          spread(results, (one) => one.p99),
          1,
        ),
        cell(spread(results, (one) => one.acknowledged.repeated)),
      ]),
    )}\n`,
  )
  print(
    [
      aim(ratio?.median ?? null, (value) => value >= 1.2, '- At least 1.2 times the fresh rate'),
      aim(
        changed,
        (value) => value === 0,
        `- No row of ${unchanged.join(', ')} is another one afterwards (${changed} tables differ)`,
      ),
      '',
    ].join('\n'),
  )
  await cleanup.close()
}

/** What the tables hold: how many rows, and a sum of the hashes of all of them. */
async function contentsOf(sql: Sql): Promise<Record<string, string>> {
  const contents: Record<string, string> = {}
  for (const name of unchanged) {
    const [row] = await sql<{ contents: string }[]>`
      select count(*) || '/' || coalesce(sum(hashtextextended(row::text, 0)), 0) as contents
      from ${sql(name)} as row`
    contents[name] = row?.contents ?? ''
  }
  return contents
}

function describe(result: SlotResult | undefined): string {
  return result?.problem ?? `${Math.round(result?.perSecond ?? 0)}/s`
}

const perSecond = (one: SlotResult) => one.perSecond
