import { Button } from '@mantine/core'

import { leave } from '../leave.ts'
import * as texts from '../texts/access.tsx'
import * as commonTexts from '../texts/common.ts'
import { AccessCard } from './access-card.tsx'

/** What is shown to somebody who is signed in but was taken out of their last workspace. */
export function NoWorkspace({ email }: { email: string }) {
  return (
    <AccessCard title={texts.noWorkspace} lead={texts.noWorkspaceLead(email)}>
      <p className="muted">{texts.noWorkspaceText}</p>
      <Button variant="default" onClick={() => void leave()} fullWidth>
        {commonTexts.signOut}
      </Button>
    </AccessCard>
  )
}
