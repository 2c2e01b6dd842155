import { Stack } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'

import { Page } from '../components/page.tsx'
import * as texts from '../texts/account.tsx'
import { trpc } from '../trpc.ts'
import { PasswordSection } from './password-section.tsx'
import { SessionsSection } from './sessions-section.tsx'
import { TwoStepSection } from './two-step-section.tsx'
import { WorkspacesSection } from './workspaces-section.tsx'

/** How somebody signs in, and where they did. */
export function AccountPage() {
  const { data: security } = useSuspenseQuery(trpc.account.security.queryOptions())
  return (
    <Page
      name={texts.title}
      heading={texts.title}
      lead={
        <span className="wrap">
          {security.name} · {security.email}
        </span>
      }
      narrow
    >
      <Stack gap={40}>
        <WorkspacesSection />
        <TwoStepSection security={security} />
        <SessionsSection />
        <PasswordSection email={security.email} />
      </Stack>
    </Page>
  )
}
