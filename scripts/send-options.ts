import { parseArgs } from 'node:util'

import { normaliseEmail } from '../packages/core/src/contact.ts'

export type SendOptions = {
  list: boolean
  help: boolean
  /** The fixtures to send, one after the other, as they were called. */
  names: string[]
  /** The endpoint's address, or null when neither the command line nor the environment has it. */
  to: string | null
  secret: string | null
  /** The address that takes the booker's place, or null for the fixture's own. */
  email: string | null
  /** The fixture whose booking the sent one shall be about, or null when none was named. */
  bookingFrom: string | null
  at: Date
}

export const usage = `Signs one of Cal.com's deliveries as Cal.com would and posts it to a running server.

  pnpm send created --to http://localhost:3000/webhooks/calcom/… [--email jane@example.com]
  pnpm send --list

  --to            endpoint URL (Settings → Integrations); or SOLAR_ENDPOINT_URL
  --secret        its signing secret; better SOLAR_SECRET, or type it when asked: others can see command lines
  --email         takes the booker's place, so that a lead of yours is booked
  --booking-from  a fixture's name: cancel (or change) the booking that that one made
  --at            when it was sent: now (the default) or a time such as 2026-11-24T09:00:00Z

"created", "rescheduled" and "cancelled", sent one after the other, are about one booking; each --email has
another one.`

/** Reads the command line `args` and the environment. Throws an Error that names the mistake. */
export function readSendOptions(args: string[], env: NodeJS.ProcessEnv, now: Date): SendOptions {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      list: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
      to: { type: 'string' },
      secret: { type: 'string' },
      email: { type: 'string' },
      'booking-from': { type: 'string' },
      at: { type: 'string', default: 'now' },
    },
  })
  const to = values.to || env['SOLAR_ENDPOINT_URL'] || null
  if (to !== null && !/^https?:$/.test(URL.parse(to)?.protocol ?? '')) {
    throw new Error(`"${to}" is not an endpoint URL; it begins with http:// or https://.`)
  }
  const at = values.at === 'now' ? now : new Date(values.at)
  if (Number.isNaN(at.getTime())) throw new Error(`--at "${values.at}" is not a time.`)
  if (values.email !== undefined && normaliseEmail(values.email) === null) {
    throw new Error(`--email "${values.email}" is not an email address.`)
  }
  return {
    list: values.list,
    help: values.help,
    names: positionals,
    to,
    secret: values.secret || env['SOLAR_SECRET'] || null,
    email: values.email ?? null,
    bookingFrom: values['booking-from'] ?? null,
    at,
  }
}
