import { useQuery } from '@tanstack/react-query'

import { type Endpoint, trpc } from './trpc.ts'

/** How an account is shown to do. */
export type EndpointState = Endpoint['status'] | 'out_of_reach'

/** How an account does: none is healthy while Cal.com cannot reach this server’s address. */
export function endpointState(
  { status }: Pick<Endpoint, 'status'>,
  isOutOfReach: boolean,
): EndpointState {
  return isOutOfReach && status === 'healthy' ? 'out_of_reach' : status
}

/** Whether Cal.com cannot reach this server’s address, as far as it was checked: Integrations asks for that. */
export function useIsOutOfReach(): boolean {
  const { data } = useQuery(trpc.endpoint.checkAddress.queryOptions(undefined, { enabled: false }))
  return data?.problems.some(({ level }) => level === 'error') ?? false
}
