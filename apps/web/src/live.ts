import { useSubscription } from '@trpc/tanstack-react-query'
import { useEffect, useRef } from 'react'

import { fetchAgain } from './fetch-again.ts'
import { isTouched, refreshSoon } from './refresh.ts'
import { queryClient, trpc } from './trpc.ts'

/** Whether what is on the screen follows the server right now. */
export type LiveState = 'live' | 'connecting'

/** Follows the server's changes and refreshes what they touch, while `enabled`; to be used once, by the frame. */
export function useLive(enabled: boolean): LiveState {
  const { status } = useSubscription(
    trpc.live.changes.subscriptionOptions(undefined, {
      enabled,
      onData: ({ data }) => refreshSoon(data),
    }),
  )
  const live = status === 'pending'

  const wasLive = useRef(false)
  useEffect(() => {
    // Whatever happened before this connection is unknown, the first one too: pages are read while it is made.
    if (live) void fetchAgain(queryClient, { predicate: isTouched })
    // It ends when a session does, and a browser does not say why: ask.
    else if (wasLive.current) void fetchAgain(queryClient, trpc.workspace.current.queryFilter())
    wasLive.current = live
  }, [live])

  return live ? 'live' : 'connecting'
}
