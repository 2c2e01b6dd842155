import type { Endpoint } from '../trpc.ts'

// The state that most needs somebody, first.
const urgency: Endpoint['status'][] = [
  'unreadable_secret',
  'rejecting',
  'needs_secret',
  'paused',
  'quiet',
  'waiting',
  'healthy',
  'disabled',
]

/** The accounts that most need somebody, with the state that they share; null when there is no account. */
export function worstEndpoints<E extends Pick<Endpoint, 'status'>>(
  endpoints: readonly E[],
): { status: Endpoint['status']; first: E; amount: number } | null {
  for (const status of urgency) {
    const [first, ...others] = endpoints.filter((endpoint) => endpoint.status === status)
    if (first) return { status, first, amount: 1 + others.length }
  }
  return null
}
