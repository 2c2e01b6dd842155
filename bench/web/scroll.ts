import { enter, openLeads, type Place } from './place.ts'
import type { Figure } from './web.ts'

const longMs = 100
const patienceMs = 20_000

type Scrolled = { last: number; long: number[]; seconds: number }

/**
 * Scrolls through all leads, from the first to the last, and counts what kept the browser busy for longer than a tenth of a
 * second meanwhile.
 */
export async function measureScroll(place: Place, rounds: number): Promise<Figure[]> {
  const counts: number[] = []
  const worst: number[] = []
  const seconds: number[] = []
  for (let round = 1; round <= rounds; round++) {
    console.error(`Scrolling, round ${round} of ${rounds} …`)
    const context = await enter(place)
    try {
      const page = await context.newPage()
      await openLeads(page)
      const scrolled = await page.evaluate<Scrolled>(scrollThrough(place.leads))
      if (scrolled.last !== place.leads - 1) {
        throw new Error(`It came to lead ${scrolled.last + 1} of ${place.leads} only.`)
      }
      counts.push(scrolled.long.filter((ms) => ms > longMs).length)
      worst.push(Math.max(0, ...scrolled.long))
      seconds.push(scrolled.seconds)
    } finally {
      await context.close()
    }
  }
  return [
    { name: 'scrolling through all leads: tasks over 100 ms', bar: '0', digits: 0, values: counts },
    { name: 'the longest task of over 50 ms, ms (0: none)', bar: '100', digits: 0, values: worst },
    { name: 'seconds it took', bar: '–', digits: 0, values: seconds },
  ]
}

// Text, for what runs in the browser knows another world than this file.
function scrollThrough(leads: number): string {
  return `new Promise((resolve) => {
    const long = []
    const observer = new PerformanceObserver((list) => long.push(...list.getEntries().map((one) => one.duration)))
    observer.observe({ type: 'longtask' })
    const startedAt = performance.now()
    let last = -1
    let movedAt = startedAt
    const step = () => {
      const rows = document.querySelectorAll('tr[data-index]')
      const index = Number(rows[rows.length - 1]?.dataset.index ?? -1)
      if (index > last) movedAt = performance.now()
      last = Math.max(last, index)
      if (last === ${leads} - 1 || performance.now() - movedAt > ${patienceMs}) {
        observer.disconnect()
        return resolve({ last, long, seconds: (performance.now() - startedAt) / 1000 })
      }
      window.scrollBy(0, 600)
      requestAnimationFrame(step)
    }
    step()
  })`
}
