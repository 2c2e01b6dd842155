import type { BrowserContext, Page } from '../../apps/web/e2e/open-browser.ts'
import { enter, openLeads, type Place } from './place.ts'
import type { Figure } from './web.ts'

const longMs = 100
// Of a wheel that is spun, or a scrollbar that is held: some fourteen leads, sixty times a second.
const pixelsAFrame = 600
// Waited for rows that do not come.
const patienceMs = 20_000
// The browser tells of a long task a moment after it.
const restMs = 500

type Scrolled = { leads: number; isStuck: boolean; long: number[]; seconds: number }

/**
 * Scrolls from the first lead on, through all of them or for as long as `seconds` allows, and counts what kept the page's thread
 * busy for longer than a tenth of a second meanwhile. Throws when rows do not come.
 */
export async function measureScroll(
  place: Place,
  { rounds, seconds }: { rounds: number; seconds: number },
): Promise<Figure[]> {
  const done: (Scrolled & { cpuMs: number })[] = []
  for (let round = 1; round <= rounds; round++) {
    console.error(`Scrolling, round ${round} of ${rounds} …`)
    const context = await enter(place)
    try {
      const page = await context.newPage()
      await openLeads(page)
      const readCpu = await watchCpu(context, page)
      const before = await readCpu()
      const scrolled = await page.evaluate<Scrolled>(scrollThrough(place.leads, seconds * 1000))
      if (scrolled.isStuck) {
        throw new Error(`It came to lead ${scrolled.leads} of ${place.leads} only.`)
      }
      done.push({ ...scrolled, cpuMs: (await readCpu()) - before })
      const longest = scrolled.long.toSorted((a, b) => b - a).slice(0, 10)
      console.error(`… ${scrolled.leads} leads; longest tasks: ${longest.join(', ') || 'none'} ms`)
    } finally {
      await context.close()
    }
  }
  const figure = (name: string, bar: string, of: (round: (typeof done)[number]) => number) => ({
    ...{ name, bar, digits: 0 },
    values: done.map(of),
  })
  return [
    figure('scrolling: tasks over 100 ms', '0', ({ long }) => {
      return long.filter((ms) => ms > longMs).length
    }),
    figure('tasks over 50 ms', '–', ({ long }) => long.length),
    figure('the longest of these, ms (0: none)', '100', ({ long }) => Math.max(0, ...long)),
    figure('CPU time of the page’s thread for 1,000 leads, ms', '–', ({ cpuMs, leads }) => {
      return (cpuMs / leads) * 1000
    }),
    figure('leads scrolled through', '–', ({ leads }) => leads),
    figure('seconds it took', '–', (round) => round.seconds),
  ]
}

/** Answers what reads the CPU time, in milliseconds, that the page's own thread has taken for tasks. */
async function watchCpu(context: BrowserContext, page: Page): Promise<() => Promise<number>> {
  const session = await context.newCDPSession(page)
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  return async () => {
    const { metrics } = await session.send('Performance.getMetrics')
    const found = metrics.find(({ name }) => name === 'TaskDuration')
    if (!found) throw new Error('This browser does not tell the time that its tasks take.')
    return found.value * 1000
  }
}

// Text, for what runs in the browser knows another world than this file.
function scrollThrough(leads: number, mostMs: number): string {
  return `new Promise((resolve) => {
    const long = []
    const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map((one) => one.duration)))
    observer.observe({ type: 'longtask' })
    const startedAt = performance.now()
    let last = -1
    let movedAt = startedAt
    const step = () => {
      const now = performance.now()
      const rows = document.querySelectorAll('tr[data-index]')
      const index = Number(rows[rows.length - 1]?.dataset.index ?? -1)
      if (index > last) movedAt = now
      last = Math.max(last, index)
      const isStuck = now - movedAt > ${patienceMs}
      if (last === ${leads} - 1 || isStuck || now - startedAt > ${mostMs}) {
        const seconds = (now - startedAt) / 1000
        return setTimeout(() => resolve({ leads: last + 1, isStuck, long, seconds }), ${restMs})
      }
      window.scrollBy(0, ${pixelsAFrame})
      requestAnimationFrame(step)
    }
    step()
  })`
}
