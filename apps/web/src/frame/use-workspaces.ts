import { useMutation, useQuery } from '@tanstack/react-query'

import { trpc } from '../trpc.ts'

/** The workspaces of whoever is signed in, and the way from one to another. */
export function useWorkspaces() {
  const { data: all = [] } = useQuery(trpc.workspace.list.queryOptions())
  const change = useMutation(
    trpc.workspace.switch.mutationOptions({
      // A fresh page, so that nothing of the other workspace stays in memory.
      onSuccess: () => window.location.assign('/leads'),
    }),
  )
  return { all, change, mayMake: all.some(({ role }) => role === 'owner') }
}
