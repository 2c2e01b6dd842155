import type { Delivery } from '../trpc.ts'

export type Check = { label: string; result: 'good' | 'bad' | 'open' }

type Arrival = Pick<Delivery, 'outcome' | 'cause'>

/** How far a request from Cal.com came, step by step, and what that means in a sentence. */
export function readArrival({ outcome, cause }: Arrival): { checks: Check[]; summary: string } {
  const reached: Check = { label: 'Reached us', result: 'good' }
  if (outcome === 'rejected') {
    return {
      checks: [
        reached,
        { label: 'Signature not good', result: 'bad' },
        { label: 'Not read', result: 'open' },
      ],
      summary: cause ?? 'The signature was not good. Both sides must have the same secret.',
    }
  }
  const signed: Check = { label: 'Signature good', result: 'good' }
  if (outcome === 'malformed' || outcome === 'failed') {
    return {
      checks: [reached, signed, { label: 'Not readable', result: 'bad' }],
      summary: cause ?? 'The content could not be read. Use Cal.com’s default payload template.',
    }
  }
  return {
    checks: [reached, signed, { label: 'Readable', result: 'good' }],
    summary:
      outcome === 'ping'
        ? 'The connection works. Bookings will arrive the same way.'
        : 'The connection works: something else than a ping test has just arrived.',
  }
}
