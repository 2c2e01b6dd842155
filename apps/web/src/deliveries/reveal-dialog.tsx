import { Button, Group, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'

import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/delivery.tsx'
import { type DeliverySaid, queryClient, trpc } from '../trpc.ts'

type Props = {
  deliveryId: string
  opened: boolean
  onClose: () => void
  /** Takes what the delivery says, which is kept nowhere else. */
  onRevealed: (said: DeliverySaid) => void
}

/** Asks before personal data is shown. */
export function RevealDialog({ deliveryId, opened, onClose, onRevealed }: Props) {
  const reveal = useMutation(
    trpc.delivery.reveal.mutationOptions({
      // What was revealed is not to lie about any longer than it is shown.
      gcTime: 0,
      onSuccess: (said) => {
        onRevealed(said)
        onClose()
        void fetchAgain(queryClient, trpc.audit.pathFilter())
      },
    }),
  )
  const close = () => {
    reveal.reset()
    onClose()
  }
  return (
    <Dialog opened={opened} onClose={close} title={texts.reveal}>
      <Stack gap={16}>
        <div>{texts.revealMeaning}</div>
        <FormError>{reveal.error === null ? null : errorText(reveal.error)}</FormError>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={close} data-autofocus>
            {commonTexts.cancel}
          </Button>
          <Button onClick={() => reveal.mutate({ id: deliveryId })} loading={reveal.isPending}>
            {texts.revealNow}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
