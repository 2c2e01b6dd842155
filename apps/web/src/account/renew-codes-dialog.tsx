import { Modal } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'

import { fetchAgain } from '../fetch-again.ts'
import { queryClient, trpc } from '../trpc.ts'
import { PasswordForm } from './password-form.tsx'
import { RecoveryCodes } from './recovery-codes.tsx'

type Props = { email: string; opened: boolean; onClose: () => void }

/** Makes new recovery codes in the place of all before, and shows them once. */
export function RenewCodesDialog({ email, opened, onClose }: Props) {
  // The codes must not outlive this dialog.
  const renew = useMutation(trpc.account.renewRecoveryCodes.mutationOptions({ gcTime: 0 }))
  const codes = renew.data?.recoveryCodes

  function finish() {
    onClose()
    void fetchAgain(queryClient, trpc.account.pathFilter())
  }

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={codes === undefined ? 'New recovery codes' : 'Keep your recovery codes'}
      withCloseButton={codes === undefined}
      closeOnEscape={codes === undefined}
      closeOnClickOutside={false}
      onExitTransitionEnd={renew.reset}
    >
      {codes === undefined ? (
        <PasswordForm
          action="Make new codes"
          onSubmit={({ password }) => renew.mutate({ password })}
          onCancel={onClose}
          busy={renew.isPending}
          error={renew.error}
        >
          You get ten new ones. Those that you have stop working at once.
        </PasswordForm>
      ) : (
        <RecoveryCodes codes={codes} email={email} onKept={finish} />
      )}
    </Modal>
  )
}
