import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'

import { errorText } from '../errors.ts'
import * as texts from '../texts/frame.ts'
import { trpc } from '../trpc.ts'

/**
 * The workspaces of whoever is signed in, and the way from one to another; `onFailed` is told when that one is not
 * taken, whether what asked for it is still there or not.
 */
export function useWorkspaces(onFailed?: (error: unknown) => void) {
  const { data: all = [] } = useQuery(trpc.workspace.list.queryOptions())
  const change = useMutation(
    trpc.workspace.switch.mutationOptions({
      // A fresh page, so that nothing of the other workspace stays in memory.
      onSuccess: () => window.location.assign('/leads'),
      onError: (error) => onFailed?.(error),
    }),
  )
  return { all, change, mayMake: all.some(({ role }) => role === 'owner') }
}

/** Says that another workspace was not gone to, where there is no place for it beside what was pressed. */
export function tellNotSwitched(error: unknown): void {
  notifications.show({
    color: 'red',
    title: texts.notSwitched,
    message: errorText(error),
  })
}
