import { partOf } from '../cleanup.ts'
import type { Bench } from './bench.ts'
import {
  measureClosedLoop,
  mostPerSecond,
  warmUpRequests,
  warmUpSeconds,
  type ClosedLoop,
  type Targets,
} from './closed-section.ts'
import { tabulateCosts, tabulateRates, type MeasuredLoop } from './closed-tables.ts'
import {
  ceilingSeconds,
  ceilingsOf,
  findCeilings,
  measureOpenLoops,
  openRates,
  tabulateOpenLoops,
  type Ceilings,
} from './open-section.ts'
import type { Section } from './options.ts'
import { startAll } from './start-target.ts'
import { variantNames } from './variant.ts'

const connections = [32, 64]
const spreadOver = 100
// Eight of ten requests book a lead.
const bookedPerSecond = 0.8 * mostPerSecond

/** Measures the sections that share their servers: the closed loops and the open ones. */
export async function measureLoops(whole: Bench, print: (text: string) => void): Promise<void> {
  const cleanup = partOf(whole.cleanup)
  const bench = { ...whole, cleanup }
  const { sections } = bench.options
  const [product, bare, textbook] = await startAll(bench, variantNames, {
    label: 'loops',
    leads: leadsFor(bench, sections),
  })
  if (!product || !bare || !textbook) throw new Error('Every variant is started.')
  const targets: Targets = { product, bare, textbook }
  const measured: MeasuredLoop[] = []
  for (const loop of loopsFor(sections)) {
    measured.push({ loop, rounds: await measureClosedLoop(bench, variantNames, targets, loop) })
  }
  if (measured.length > 0) {
    print('### As many as it takes\n')
    print(`${tabulateRates(measured, variantNames)}\n\n${tabulateCosts(measured, variantNames)}\n`)
  }
  if (sections.includes('open')) {
    const busy = measured.find(({ loop }) => loop.tenants.length === 1)
    const ceilings: Ceilings = busy ? ceilingsOf(busy.rounds) : await findCeilings(bench, targets)
    print('### At a given rate, from when each was meant to be sent\n')
    print(`${tabulateOpenLoops(await measureOpenLoops(bench, targets, ceilings), ceilings)}\n`)
  }
  await cleanup.close()
}

/** The closed loops of these sections. */
export function loopsFor(sections: Section[]): ClosedLoop[] {
  const closed = connections.map((count) => ({
    ...{ title: `${count} connections, one workspace`, connections: count },
    ...{ tenants: [0], order: 'in turn' as const },
  }))
  const spread = {
    ...{ title: `32 connections, ${spreadOver} workspaces`, connections: 32 },
    tenants: Array.from({ length: spreadOver }, (_, index) => index + 1),
    order: 'at random' as const,
  }
  return [
    ...(sections.includes('closed') ? closed : []),
    ...(sections.includes('spread') ? [spread] : []),
  ]
}

/** Enough leads that none is booked twice in these sections: of the busy workspace, then of those that share the load. */
export function leadsFor(bench: Bench, sections: Section[]): number[] {
  const { rounds, seconds } = bench.options
  const perLoop = bookedPerSecond * (rounds * seconds + warmUpSeconds(bench)) + warmUpRequests
  const open = openRates.reduce((sum, rate) => sum + rate * rounds * seconds, 0)
  const busy =
    (sections.includes('closed') ? connections.length * perLoop : 0) +
    (sections.includes('open') ? open + bookedPerSecond * ceilingSeconds + warmUpRequests : 0)
  // Chance gives some more than their share.
  const each = Math.ceil((perLoop / spreadOver) * 1.2) + 100
  return [
    Math.max(1_000, busy),
    ...(sections.includes('spread') ? Array.from({ length: spreadOver }, () => each) : []),
  ]
}
