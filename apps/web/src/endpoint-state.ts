import { useQuery } from '@tanstack/react-query'

import { type Endpoint, type EndpointHealth, trpc } from './trpc.ts'

/** How an account is shown to do. */
export type EndpointState = Endpoint['status'] | 'receiving' | 'out_of_reach'

/**
 * Answers how an account does: none is healthy while Cal.com cannot reach this server’s address. Where that was not checked, which
 * only Integrations asks for and not everybody may, it is but said that deliveries arrive.
 */
export function useEndpointState(): (endpoint: Pick<Endpoint, 'status'>) => EndpointState {
  const { data } = useQuery(trpc.endpoint.checkAddress.queryOptions(undefined, { enabled: false }))
  const isOutOfReach = data?.problems.some(({ level }) => level === 'error')
  const arrives =
    isOutOfReach === undefined ? 'receiving' : isOutOfReach ? 'out_of_reach' : 'healthy'
  return ({ status }) => (status === 'healthy' ? arrives : status)
}

/**
 * Whether a secret that counts now verified anything yet. What only others verified says nothing of the connection any more.
 */
export function isProved({ secret, previousSecret }: Endpoint): boolean {
  return secret?.lastUsedAt != null || previousSecret?.lastUsedAt != null
}

/** Whether requests to an account were refused: of those nothing counts as a delivery. */
export function hasRefused({ lastRejection, last24h }: EndpointHealth): boolean {
  return lastRejection !== null || last24h.rejected > 0
}
