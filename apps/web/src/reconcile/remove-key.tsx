import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { useMutation } from '@tanstack/react-query'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import * as texts from '../texts/reconcile.tsx'
import { queryClient, trpc } from '../trpc.ts'

/** Forgets the key of Cal.com's API, once somebody is sure. */
export function RemoveKey({ endpointId }: { endpointId: string }) {
  const [isAsking, asking] = useDisclosure(false)
  const remove = useMutation(
    trpc.reconcile.removeApiKey.mutationOptions({
      onSuccess: (saved) => {
        asking.close()
        queryClient.setQueryData(trpc.reconcile.settings.queryKey({ endpointId }), saved)
      },
    }),
  )
  return (
    <>
      <Button variant="default" onClick={asking.open}>
        {texts.removeKey}
      </Button>
      <ConfirmDialog
        opened={isAsking}
        onClose={asking.close}
        title={texts.removeKeyTitle}
        action={texts.removeKey}
        onConfirm={() => remove.mutate({ endpointId })}
        busy={remove.isPending}
        error={remove.error}
      >
        {texts.removeKeyText}
      </ConfirmDialog>
    </>
  )
}
