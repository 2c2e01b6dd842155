import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'

import { errorText } from '../errors.ts'
import * as texts from '../texts/alarms.ts'
import { queryClient, trpc } from '../trpc.ts'

/** Changes the settings of alarms; says so, and why not, unless that is shown beside what was typed. */
export function useSaveSettings({ tellsErrors = true } = {}) {
  return useMutation(
    trpc.alarm.saveSettings.mutationOptions({
      onSuccess: ({ settings }) => {
        queryClient.setQueryData(trpc.alarm.settings.queryKey(), settings)
        // One for what is changed in quick succession.
        notifications.show({ id: 'alarms-saved', color: 'green', message: texts.saved })
      },
      onError: (error) => {
        if (!tellsErrors) return
        notifications.show({ color: 'red', title: texts.notSaved, message: errorText(error) })
      },
      scope: { id: 'alarm settings' },
      // A new signing secret must not outlive this page.
      gcTime: 0,
    }),
  )
}
