import { useSubscription } from '@trpc/tanstack-react-query'
import { useEffect, useRef } from 'react'

import { refreshSoon } from './refresh.ts'
import { queryClient, trpc } from './trpc.ts'

/** Whether what is on the screen follows the server right now. */
export type LiveState = 'live' | 'connecting'

/** Follows the server's changes and refreshes what they touch; to be used once, by the frame. */
export function useLive(): LiveState {
  const connections = useRef(0)
  const { status } = useSubscription(
    trpc.live.changes.subscriptionOptions(undefined, { onData: ({ data }) => refreshSoon(data) }),
  )
  const live = status === 'pending'

  useEffect(() => {
    if (!live) return
    connections.current += 1
    // Whatever happened between two connections is unknown.
    if (connections.current > 1) void queryClient.invalidateQueries()
  }, [live])

  return live ? 'live' : 'connecting'
}
