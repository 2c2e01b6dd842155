import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'

import { Dialog } from '../components/dialog.tsx'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/account.tsx'
import { queryClient, trpc } from '../trpc.ts'
import { PasswordForm } from './password-form.tsx'

/** Switches two-step sign-in off, for whoever has both steps. */
export function DisableDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const disable = useMutation(
    trpc.account.disableTotp.mutationOptions({
      onSuccess: () => {
        onClose()
        notifications.show({ color: 'green', message: texts.switchedOff })
        void fetchAgain(queryClient, trpc.member.pathFilter())
        // It may demand the second step, and then shows nothing else.
        void fetchAgain(queryClient, trpc.workspace.pathFilter())
        return fetchAgain(queryClient, trpc.account.pathFilter())
      },
      gcTime: 0,
    }),
  )
  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={texts.disableTitle}
      onExitTransitionEnd={disable.reset}
    >
      <PasswordForm
        action={texts.switchOff}
        isDanger
        asks="both"
        onSubmit={(given) => disable.mutate(given)}
        onCancel={onClose}
        busy={disable.isPending}
        error={disable.error}
      >
        {texts.disableMeaning}
      </PasswordForm>
    </Dialog>
  )
}
