import { createInterface } from 'node:readline/promises'
import { Writable } from 'node:stream'

import { chooseName, fixtureNames, readFixture } from './fixtures.ts'
import { explain, postDelivery } from './post-delivery.ts'
import { bookingOf, redate } from './redate.ts'
import { readSendOptions, type SendOptions, usage } from './send-options.ts'

try {
  await main(readSendOptions(process.argv.slice(2), process.env, new Date()))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function main(options: SendOptions): Promise<void> {
  if (options.list) return list()
  if (options.help || options.names.length === 0) return console.log(usage)
  if (options.to === null) throw new Error('Where to? Give --to or SOLAR_ENDPOINT_URL.')
  const wanted = options.names.map((name) => [name, chooseName(name, fixtureNames())] as const)
  const secret = options.secret ?? (await askSecret())
  for (const [index, [word, name]] of wanted.entries()) {
    // Each a moment later than the one before, as bookings are changed one after the other.
    const at = new Date(options.at.getTime() + index)
    const bookingFrom = options.bookingFrom ?? usualBooking(word)
    await send(name, { ...options, to: options.to, secret, at, bookingFrom })
  }
}

// That fixture cancels what was rescheduled twice; called by this word it follows "created" and "rescheduled".
function usualBooking(word: string): string | null {
  return word === 'cancelled' ? 'rescheduled' : null
}

async function send(
  name: string,
  options: SendOptions & { to: string; secret: string },
): Promise<void> {
  const fixture = readFixture(name)
  const body = redate(fixture.body, {
    now: options.at,
    ...(options.email === null ? {} : { email: options.email }),
    ...bookingFrom(options.bookingFrom),
  })
  const answer = await postDelivery(options.to, options.secret, { ...fixture, body })
  console.log(`${name} → ${answer.status} ${answer.text}\n${explain(answer)}`)
  if (answer.status !== 200) process.exitCode = 1
}

function bookingFrom(name: string | null) {
  if (name === null) return {}
  const booking = bookingOf(readFixture(chooseName(name, fixtureNames())).body)
  if (!booking) throw new Error(`"${name}" is about no booking.`)
  return { booking }
}

function list(): void {
  for (const name of fixtureNames()) console.log(`${name.padEnd(38)} ${readFixture(name).about}`)
}

async function askSecret(): Promise<string> {
  if (!process.stdin.isTTY) throw new Error('The secret is missing: set SOLAR_SECRET.')
  const silent = new Writable({ write: (_chunk, _encoding, done) => done() })
  // Asks only once the terminal itself shows nothing any more: somebody may paste at once.
  const prompt = createInterface({ input: process.stdin, output: silent, terminal: true })
  process.stdout.write('Signing secret (not shown): ')
  try {
    return await prompt.question('')
  } finally {
    prompt.close()
    console.log('')
  }
}
