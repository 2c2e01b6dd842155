import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import type { inferInput } from '@trpc/tanstack-react-query'

import { TextButton } from '../components/text-button.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import { client, type LeadView, queryClient, trpc } from '../trpc.ts'

export type SavedView = inferInput<typeof trpc.view.save>

/** Keeps and removes views, and tells so; a removed one can be brought back. */
export function useViews() {
  const { mutate: save } = useMutation({
    mutationFn: ({ id, name, isShared, state }: SavedView) =>
      client.view.save.mutate({ ...(id === undefined ? {} : { id }), name, isShared, state }),
    onSuccess: (_, { name }) => {
      notifications.show({ color: 'green', message: `“${name}” is saved` })
      return listAgain()
    },
    onError: (error) => tellNothingChanged(error),
  })
  const { mutate: remove } = useMutation({
    mutationFn: ({ id }: LeadView) => client.view.remove.mutate({ id }),
    onSuccess: (_, { name, isShared, state }) => {
      const told = notifications.show({
        color: 'green',
        message: (
          <span className="wrap">
            “{name}” is removed.{' '}
            <TextButton
              onClick={() => {
                notifications.hide(told)
                save({ name, isShared, state })
              }}
            >
              Undo
            </TextButton>
          </span>
        ),
      })
      return listAgain()
    },
    onError: (error) => tellNothingChanged(error),
  })
  return { save, remove }
}

/** Reads the views again, for every menu of them. */
export function listAgain(): Promise<void> {
  return fetchAgain(queryClient, trpc.view.pathFilter())
}

function tellNothingChanged(error: unknown) {
  notifications.show({ color: 'red', title: 'Nothing was changed', message: errorText(error) })
}
