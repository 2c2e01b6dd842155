import { Button, Group, Stack } from '@mantine/core'
import { IconAlertTriangle, IconShieldCheck, IconShieldOff } from '@tabler/icons-react'
import { useState } from 'react'

import { StateBadge } from '../components/badge.tsx'
import { Notice } from '../components/notice.tsx'
import { Section } from '../components/section.tsx'
import { Ago } from '../components/time.tsx'
import * as texts from '../texts/account.tsx'
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
      title={texts.twoStep}
      actions={
        <StateBadge
          wording={
            totp === null
              ? { label: texts.off, tone: 'grey', icon: IconShieldOff }
              : { label: texts.on, tone: 'green', icon: IconShieldCheck }
          }
        />
      }
    >
      {totp === null ? (
        <Stack gap={12} align="start">
          <span className={styles['words']}>{texts.twoStepMeaning}</span>
          <Button onClick={() => setOpen('enable')}>{texts.setUpTwoStep}</Button>
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
      <span className={styles['words']}>{texts.twoStepOn(<Ago iso={enabledAt} />, codesLeft)}</span>
      {codesLeft <= fewCodes && (
        <Notice
          wording={{ tone: 'amber', icon: IconAlertTriangle }}
          title={texts.fewCodesLeft(codesLeft)}
        >
          {texts.makeNewCodes}
        </Notice>
      )}
      <Group gap={8}>
        <Button variant="default" onClick={onRenew}>
          {texts.newCodes}
        </Button>
        <Button variant="default" onClick={onDisable}>
          {texts.switchOffMenu}
        </Button>
      </Group>
    </Stack>
  )
}
