import { enter, openLeads, type Place } from './place.ts'
import type { Figure } from './web.ts'

/**
 * What a browser with nothing cached transfers of scripts until the list of leads is there and at rest: in kB of 1,000
 * bytes, without headers, in the encoding that it asks for.
 */
export async function measureFirstLoad(place: Place, rounds: number): Promise<Figure[]> {
  const gzip: number[] = []
  const brotli: number[] = []
  const untilRows: number[] = []
  for (let round = 1; round <= rounds; round++) {
    console.error(`First load, round ${round} of ${rounds} …`)
    gzip.push((await load(place, 'gzip')).kB)
    const best = await load(place, null)
    brotli.push(best.kB)
    untilRows.push(best.ms)
  }
  return [
    { name: 'first load of /leads: JavaScript, gzip, kB', bar: '200', digits: 1, values: gzip },
    { name: 'the same as this browser takes it', bar: '–', digits: 1, values: brotli },
    {
      name: 'first load: ms until the first lead is there',
      bar: '–',
      digits: 0,
      values: untilRows,
    },
  ]
}

async function load(place: Place, encoding: string | null): Promise<{ kB: number; ms: number }> {
  const context = await enter(place, encoding === null ? {} : { 'accept-encoding': encoding })
  try {
    const page = await context.newPage()
    const sizes: Promise<{ encoding: string | undefined; bytes: number }>[] = []
    page.on('requestfinished', (request) => {
      if (request.resourceType() !== 'script') return
      sizes.push(
        Promise.all([request.sizes(), request.response()]).then(
          ([{ responseBodySize }, answer]) => ({
            bytes: responseBodySize,
            encoding: answer?.headers()['content-encoding'],
          }),
        ),
      )
    })
    const ms = await openLeads(page)
    const all = await Promise.all(sizes)
    const others = all.filter(
      (one) => encoding !== null && one.encoding !== encoding && one.bytes > 2_000,
    )
    if (others.length > 0) throw new Error(`${others.length} scripts came without ${encoding}.`)
    return { kB: all.reduce((sum, { bytes }) => sum + bytes, 0) / 1000, ms }
  } finally {
    await context.close()
  }
}
