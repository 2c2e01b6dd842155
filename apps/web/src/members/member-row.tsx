import { ActionIcon, Button, Menu } from '@mantine/core'
import { IconDots, IconLink, IconPencil, IconShieldOff, IconUserMinus } from '@tabler/icons-react'
import { useState } from 'react'

import type { Role } from '@solar-capture/core/access'

import { Ago } from '../components/time.tsx'
import * as texts from '../texts/members.tsx'
import { roleWords } from '../texts/roles.ts'
import type { Member } from '../trpc.ts'
import styles from './members-page.module.css'
import { RemoveDialog } from './remove-dialog.tsx'
import { ResetLinkDialog } from './reset-link-dialog.tsx'
import { ResetTotpDialog } from './reset-totp-dialog.tsx'
import { RoleDialog } from './role-dialog.tsx'
import { rolesToGive } from './roles.ts'

type Props = { member: Member; isSelf: boolean; ownRole: Role | null; isLastOwner: boolean }

/** One member: who, as what, when they were here, and what may be done about it. */
export function MemberRow({ member, isSelf, ownRole, isLastOwner }: Props) {
  const { name, email, role, hasTotp, lastSeenAt } = member
  const [open, setOpen] = useState<'role' | 'reset' | 'totp' | 'remove' | null>(null)
  const given = rolesToGive(ownRole)
  const mayManage = given.includes(role)
  return (
    <li className={styles['person']}>
      <div className={styles['who']}>
        <div className={`cut ${styles['name']}`} title={name}>
          {name}
          {isSelf && <span className="muted"> {texts.you}</span>}
        </div>
        <div className="cut muted" title={email}>
          {email}
        </div>
      </div>
      {isSelf || !mayManage ? (
        <span className={styles['role']}>{roleWords[role].label}</span>
      ) : (
        <Button
          variant="default"
          size="xs"
          className={styles['choice'] ?? ''}
          justify="space-between"
          rightSection={<IconPencil size={14} aria-hidden />}
          aria-label={texts.hasRole(name, roleWords[role].label)}
          aria-haspopup="dialog"
          onClick={() => setOpen('role')}
        >
          {roleWords[role].label}
        </Button>
      )}
      <div className={`muted ${styles['facts']}`}>
        <span>
          {lastSeenAt === null ? texts.notSignedIn : texts.here(<Ago iso={lastSeenAt} />)}
        </span>
        <span>{hasTotp ? texts.twoStepOn : texts.twoStepOff}</span>
      </div>
      {!(isSelf && isLastOwner) && (mayManage || isSelf) && (
        <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
          <Menu.Target>
            <ActionIcon
              className={styles['action'] ?? ''}
              variant="subtle"
              color="gray"
              aria-label={texts.moreFor(name)}
            >
              <IconDots size={18} aria-hidden />
            </ActionIcon>
          </Menu.Target>
          <Menu.Dropdown>
            {!isSelf && (
              <Menu.Item
                leftSection={<IconLink size={16} aria-hidden />}
                onClick={() => setOpen('reset')}
              >
                {texts.resetLink}
              </Menu.Item>
            )}
            {!isSelf && hasTotp && (
              <Menu.Item
                leftSection={<IconShieldOff size={16} aria-hidden />}
                onClick={() => setOpen('totp')}
              >
                {texts.resetTotp}
              </Menu.Item>
            )}
            <Menu.Item
              color="red"
              // Mantine's red is too pale for words.
              c="var(--mantine-color-error)"
              leftSection={<IconUserMinus size={16} aria-hidden />}
              onClick={() => setOpen('remove')}
            >
              {isSelf ? texts.leaveMenu : texts.removeMenu}
            </Menu.Item>
          </Menu.Dropdown>
        </Menu>
      )}
      <RoleDialog
        member={member}
        given={given}
        opened={open === 'role'}
        onClose={() => setOpen(null)}
      />
      <ResetLinkDialog member={member} opened={open === 'reset'} onClose={() => setOpen(null)} />
      <ResetTotpDialog member={member} opened={open === 'totp'} onClose={() => setOpen(null)} />
      <RemoveDialog
        member={member}
        isSelf={isSelf}
        opened={open === 'remove'}
        onClose={() => setOpen(null)}
      />
    </li>
  )
}
