import { enter, firstRow, type Place } from './place.ts'
import type { Figure } from './web.ts'

// What a page fetches by itself once it is there has been asked for by then.
const afterMs = 5_000

type Load = { kB: number; laterKB: number; ms: number }

/**
 * What a browser with nothing cached transfers of scripts until the list of leads is there, and what by itself afterwards: in kB of
 * 1,000 bytes, without headers.
 */
export async function measureFirstLoad(place: Place, rounds: number): Promise<Figure[]> {
  const gzip: Load[] = []
  const usual: Load[] = []
  for (let round = 1; round <= rounds; round++) {
    console.error(`First load, round ${round} of ${rounds} …`)
    gzip.push(await load(place, 'gzip'))
    usual.push(await load(place, null))
  }
  const figure = (name: string, bar: string, digits: number, values: number[]): Figure => ({
    ...{ name, bar, digits, values },
  })
  return [
    figure(
      'scripts until the first lead is there, gzip, kB',
      '200',
      1,
      gzip.map(({ kB }) => kB),
    ),
    figure(
      'as this browser takes them (brotli), kB',
      '–',
      1,
      usual.map(({ kB }) => kB),
    ),
    figure(
      'fetched by itself afterwards, gzip, kB',
      '–',
      1,
      gzip.map(({ laterKB }) => laterKB),
    ),
    figure(
      'ms until the first lead is there, nothing cached',
      '–',
      0,
      usual.map(({ ms }) => ms),
    ),
  ]
}

async function load(place: Place, encoding: string | null): Promise<Load> {
  const context = await enter(place, encoding === null ? {} : { 'accept-encoding': encoding })
  try {
    const page = await context.newPage()
    let isThere = false
    const sizes: Promise<{ isFirst: boolean; bytes: number }>[] = []
    page.on('request', (request) => {
      if (request.resourceType() !== 'script') return
      const isFirst = !isThere
      sizes.push(
        request.response().then(async (answer) => {
          const { responseBodySize: bytes } = await request.sizes()
          const came = answer?.headers()['content-encoding']
          // The few that are not built have no compressed copy.
          if (encoding !== null && came !== encoding && request.url().includes('/assets/')) {
            throw new Error(`${request.url()} came as ${came ?? 'it is'}, not as ${encoding}.`)
          }
          return { isFirst, bytes }
        }),
      )
    })
    const startedAt = performance.now()
    await page.goto('/leads')
    await page.locator(firstRow).waitFor()
    isThere = true
    const ms = performance.now() - startedAt
    await page.waitForTimeout(afterMs)
    const all = await Promise.all(sizes)
    const sum = (isFirst: boolean) =>
      all.reduce((kB, one) => (one.isFirst === isFirst ? kB + one.bytes / 1000 : kB), 0)
    return { kB: sum(true), laterKB: sum(false), ms }
  } finally {
    await context.close()
  }
}
