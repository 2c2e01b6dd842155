import { Button, Group, Stack } from '@mantine/core'
import { IconAlertTriangle, IconShieldCheck, IconShieldOff } from '@tabler/icons-react'
import { useState } from 'react'

import { StateBadge } from '../components/badge.tsx'
import { Notice } from '../components/notice.tsx'
import { Section } from '../components/section.tsx'
import { Ago } from '../components/time.tsx'
import { counted } from '../format.ts'
import type { Security } from '../trpc.ts'
import styles from './account.module.css'
import { DisableDialog } from './disable-dialog.tsx'
import { EnableDialog } from './enable-dialog.tsx'
import { RenewCodesDialog } from './renew-codes-dialog.tsx'

const fewCodes = 2

/** Whether a code is asked for besides the password, and how to change that. */
export function TwoStepSection({ security }: { security: Security }) {
  const { email, totp } = security
  const [open, setOpen] = useState<'enable' | 'renew' | 'disable' | null>(null)
  const close = () => setOpen(null)
  return (
    <Section
      title="Two-step sign-in"
      actions={
        <StateBadge
          wording={
            totp === null
              ? { label: 'Off', tone: 'grey', icon: IconShieldOff }
              : { label: 'On', tone: 'green', icon: IconShieldCheck }
          }
        />
      }
    >
      {totp === null ? (
        <Stack gap={12} align="start">
          <span className={styles['words']}>
            Sign in with a code of your phone besides the password: whoever learns the password then
            still cannot get in.
          </span>
          <Button onClick={() => setOpen('enable')}>Set up two-step sign-in</Button>
        </Stack>
      ) : (
        <TwoStepOn
          enabledAt={totp.enabledAt}
          codesLeft={security.recoveryCodesLeft}
          onRenew={() => setOpen('renew')}
          onDisable={() => setOpen('disable')}
        />
      )}
      <EnableDialog email={email} opened={open === 'enable'} onClose={close} />
      <RenewCodesDialog email={email} opened={open === 'renew'} onClose={close} />
      <DisableDialog opened={open === 'disable'} onClose={close} />
    </Section>
  )
}

type OnProps = {
  enabledAt: string
  codesLeft: number
  onRenew: () => void
  onDisable: () => void
}

function TwoStepOn({ enabledAt, codesLeft, onRenew, onDisable }: OnProps) {
  return (
    <Stack gap={12} align="start">
      <span className={styles['words']}>
        You sign in with your password and a code of your app. Switched on <Ago iso={enabledAt} />,{' '}
        {codesLeft} of 10 recovery codes left.
      </span>
      {codesLeft <= fewCodes && (
        <Notice
          wording={{ tone: 'amber', icon: IconAlertTriangle }}
          title={
            codesLeft === 0
              ? 'No recovery codes left'
              : `Only ${counted(codesLeft, 'recovery code')} left`
          }
        >
          Make new ones: without any, a lost phone locks you out.
        </Notice>
      )}
      <Group gap={8}>
        <Button variant="default" onClick={onRenew}>
          New recovery codes…
        </Button>
        <Button variant="default" onClick={onDisable}>
          Switch off…
        </Button>
      </Group>
    </Stack>
  )
}
