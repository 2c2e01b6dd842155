import { partOf } from '../cleanup.ts'
import type { Bench } from './bench.ts'
import { measureClosedLoop } from './closed-section.ts'
import { tabulateCosts, tabulateRates, type MeasuredLoop } from './closed-tables.ts'
import { leadsFor, loopsFor } from './loops.ts'
import type { Section } from './options.ts'
import { startAll } from './start-target.ts'

const variants = ['floor', 'bare', 'textbook'] as const
const sections: Section[] = ['closed', 'spread']

/** Measures what the floor takes at most, beside the two that the product is measured beside. */
export async function measureFloor(whole: Bench, print: (text: string) => void): Promise<void> {
  const cleanup = partOf(whole.cleanup)
  const bench = { ...whole, cleanup }
  const plan = { label: 'floor', leads: leadsFor(bench, sections) }
  const [floor, bare, textbook] = await startAll(bench, variants, plan)
  if (!floor || !bare || !textbook) throw new Error('Every variant is started.')
  const targets = { floor, bare, textbook }
  const measured: MeasuredLoop[] = []
  for (const loop of loopsFor(sections)) {
    measured.push({ loop, rounds: await measureClosedLoop(bench, variants, targets, loop) })
  }
  print('### The floor: two round trips, nothing decided\n')
  print(`${tabulateRates(measured, variants)}\n\n${tabulateCosts(measured, variants)}\n`)
  await cleanup.close()
}
