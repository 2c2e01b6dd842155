import { useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { AccessCard } from '../access/access-card.tsx'
import { EnableTwoStep } from '../account/enable-two-step.tsx'
import { TextButton } from '../components/text-button.tsx'
import { leave } from '../leave.ts'
import { trpc } from '../trpc.ts'

type Props = { workspaceName: string; onDone: () => void }

/** All that is shown to whoever has to set up two-step sign-in before they may work in a workspace. */
export function TwoStepFirst({ workspaceName, onDone }: Props) {
  const { data: security } = useSuspenseQuery(trpc.account.security.queryOptions())
  const [isOn, setOn] = useState(false)
  const lead = isOn
    ? 'Two-step sign-in is on. One thing is left.'
    : `${workspaceName} asks its owners and admins for it. Then you go on where you were.`
  return (
    <AccessCard
      title={isOn ? 'Keep your recovery codes' : 'Set up two-step sign-in'}
      lead={lead}
      foot={isOn ? null : <TextButton onClick={() => void leave()}>Sign out</TextButton>}
    >
      <EnableTwoStep email={security.email} onEnabled={() => setOn(true)} onDone={onDone} />
    </AccessCard>
  )
}
