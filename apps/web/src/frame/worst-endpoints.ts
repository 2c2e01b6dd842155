import type { EndpointState } from '../endpoint-state.ts'

// The state that most needs somebody, first.
const urgency: EndpointState[] = [
  'unreadable_secret',
  'rejecting',
  'needs_secret',
  'paused',
  'out_of_reach',
  'quiet',
  'waiting',
  'receiving',
  'healthy',
  'disabled',
]

/** The accounts that most need somebody, with the state that they share; null when there is no account. */
export function worstEndpoints<E extends { status: EndpointState }>(
  endpoints: readonly E[],
): { status: EndpointState; first: E; amount: number } | null {
  for (const status of urgency) {
    const [first, ...others] = endpoints.filter((endpoint) => endpoint.status === status)
    if (first) return { status, first, amount: 1 + others.length }
  }
  return null
}
