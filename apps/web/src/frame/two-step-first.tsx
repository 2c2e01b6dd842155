import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { AccessCard } from '../access/access-card.tsx'
import { EnableTwoStep } from '../account/enable-two-step.tsx'
import { TextButton } from '../components/text-button.tsx'
import { leave } from '../leave.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/two-step-first.ts'
import { trpc } from '../trpc.ts'

type Props = { workspaceName: string; onDone: () => void }

/** All that is shown to whoever has to set up two-step sign-in before they may work in a workspace. */
export function TwoStepFirst({ workspaceName, onDone }: Props) {
  const { data: security } = useSuspenseQuery(trpc.account.security.queryOptions())
  const [isOn, setOn] = useState(false)
  const lead = isOn ? texts.keepCodesText : texts.text(workspaceName)
  return (
    <AccessCard
      title={isOn ? texts.keepCodes : texts.title}
      lead={lead}
      foot={
        isOn ? null : <TextButton onClick={() => void leave()}>{commonTexts.signOut}</TextButton>
      }
    >
      <EnableTwoStep email={security.email} onEnabled={() => setOn(true)} onDone={onDone} />
    </AccessCard>
  )
}
