import { useState } from 'react'

import { Dialog } from '../components/dialog.tsx'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/account.tsx'
import { queryClient, trpc } from '../trpc.ts'
import { EnableTwoStep } from './enable-two-step.tsx'

type Props = { email: string; opened: boolean; onClose: () => void }

/** Switches two-step sign-in on. Once it is on, only keeping the recovery codes closes this. */
export function EnableDialog({ email, opened, onClose }: Props) {
  const [isOn, setOn] = useState(false)

  function finish() {
    onClose()
    void fetchAgain(queryClient, trpc.account.pathFilter())
    void fetchAgain(queryClient, trpc.member.pathFilter())
  }

  return (
    <Dialog
      opened={opened}
      onClose={onClose}
      title={isOn ? texts.keepCodes : texts.setUpTwoStep}
      withCloseButton={!isOn}
      closeOnEscape={!isOn}
      closeOnClickOutside={false}
      onExitTransitionEnd={() => setOn(false)}
    >
      <EnableTwoStep
        email={email}
        onEnabled={() => setOn(true)}
        onDone={finish}
        onCancel={onClose}
      />
    </Dialog>
  )
}
