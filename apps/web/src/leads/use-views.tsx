import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'
import type { inferInput } from '@trpc/tanstack-react-query'

import { TextButton } from '../components/text-button.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/leads-views.ts'
import { client, type LeadView, queryClient, trpc } from '../trpc.ts'

export type SavedView = inferInput<typeof trpc.view.save>

/** Keeps and removes views, and tells so; a removed one can be brought back. */
export function useViews() {
  const { mutate: save } = useMutation({
    mutationFn: ({ id, name, isShared, state }: SavedView) =>
      client.view.save.mutate({ ...(id === undefined ? {} : { id }), name, isShared, state }),
    onSuccess: (_, { name }) => {
      notifications.show({ color: 'green', message: texts.saved(name) })
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
            {texts.removed(name)}{' '}
            <TextButton
              onClick={() => {
                notifications.hide(told)
                save({ name, isShared, state })
              }}
            >
              {commonTexts.undo}
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
  notifications.show({ color: 'red', title: commonTexts.nothingChanged, message: errorText(error) })
}
