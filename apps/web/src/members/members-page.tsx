import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'

import { Page } from '../components/page.tsx'
import { Section } from '../components/section.tsx'
import * as texts from '../texts/members.tsx'
import { trpc } from '../trpc.ts'
import { InvitationRow } from './invitation-row.tsx'
import { InviteDialog } from './invite-dialog.tsx'
import { MemberRow } from './member-row.tsx'
import styles from './members-page.module.css'

/** Who works in the workspace and as what, and who was asked to. */
export function MembersPage() {
  const { data: members } = useSuspenseQuery(trpc.member.list.queryOptions())
  const { data: invitations } = useSuspenseQuery(trpc.member.invitations.queryOptions())
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  const [inviting, dialog] = useDisclosure(false)
  const owners = members.filter(({ role }) => role === 'owner').length
  return (
    <Page
      name={texts.title}
      heading={texts.title}
      lead={texts.lead}
      actions={
        <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={dialog.open}>
          {texts.invite}
        </Button>
      }
    >
      <ul className={styles['people']} aria-label={texts.title}>
        {members.map((member) => (
          <MemberRow
            key={member.userId}
            member={member}
            isSelf={member.userId === workspace.user?.id}
            ownRole={workspace.role}
            isLastOwner={member.role === 'owner' && owners < 2}
          />
        ))}
      </ul>
      {members.length === 1 && invitations.length === 0 && (
        <p className={`muted ${styles['alone']}`}>{texts.alone}</p>
      )}
      {invitations.length > 0 && (
        <div className={styles['invitations']}>
          <Section title={texts.invited}>
            <ul className={styles['people']}>
              {invitations.map((invitation) => (
                <InvitationRow key={invitation.id} invitation={invitation} />
              ))}
            </ul>
          </Section>
        </div>
      )}
      <InviteDialog opened={inviting} onClose={dialog.close} ownRole={workspace.role} />
    </Page>
  )
}
