import { Button } from '@mantine/core'

import { leave } from '../leave.ts'
import { AccessCard } from './access-card.tsx'

/** What is shown to somebody who is signed in but was taken out of their last workspace. */
export function NoWorkspace({ email }: { email: string }) {
  return (
    <AccessCard
      title="You are in no workspace"
      lead={`You are signed in as ${email}, but nobody has you in their workspace any more.`}
    >
      <p className="muted">
        Ask an owner or admin for an invitation, then open its link in this browser.
      </p>
      <Button variant="default" onClick={() => void leave()} fullWidth>
        Sign out
      </Button>
    </AccessCard>
  )
}
