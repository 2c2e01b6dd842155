import { useQuery } from '@tanstack/react-query'

import { type Endpoint, type EndpointHealth, trpc } from './trpc.ts'

/** How an account is shown to do. */
export type EndpointState = Endpoint['status'] | 'out_of_reach'

/**
 * Answers how an account does: none is healthy while Cal.com cannot reach this server’s address, as far as it was checked, which
 * Integrations asks for.
 */
export function useEndpointState(): (endpoint: Pick<Endpoint, 'status'>) => EndpointState {
  const { data } = useQuery(trpc.endpoint.checkAddress.queryOptions(undefined, { enabled: false }))
  const isOutOfReach = data?.problems.some(({ level }) => level === 'error') ?? false
  return ({ status }) => (isOutOfReach && status === 'healthy' ? 'out_of_reach' : status)
}

/** Whether requests to an account were refused: of those nothing counts as a delivery. */
export function hasRefused({ lastRejection, last24h }: EndpointHealth): boolean {
  return lastRejection !== null || last24h.rejected > 0
}
