import { Button, Group, Stack, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'

import { downloadText } from '../components/download.ts'
import { FormError } from '../components/form-error.tsx'
import { useCopy } from '../components/use-copy.ts'
import styles from './account.module.css'

type Props = { codes: string[]; email: string; onKept: () => void }

/** Shows recovery codes, once, to be kept somewhere else. */
export function RecoveryCodes({ codes, email, onKept }: Props) {
  const list = useRef<HTMLOListElement>(null)
  const { answer, copy } = useCopy()
  const lines = codes.join('\n')

  useEffect(() => list.current?.focus(), [])

  return (
    <Stack gap={16}>
      <div>
        Each signs you in once, when your phone is not at hand. They are shown only now: keep them
        with your passwords, not on the phone.
      </div>
      <ol
        ref={list}
        className={styles['codes']}
        aria-label="Recovery codes"
        tabIndex={-1}
        data-autofocus
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <FormError>
        {answer === 'refused' ? 'Your browser does not let us copy. Download them instead.' : null}
      </FormError>
      <Group gap={8} grow>
        <Button
          variant="default"
          leftSection={
            answer === 'copied' ? (
              <IconCheck size={16} aria-hidden />
            ) : (
              <IconCopy size={16} aria-hidden />
            )
          }
          onClick={() => void copy(lines)}
        >
          {answer === 'copied' ? 'Copied' : 'Copy'}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => downloadText('solar-capture-recovery-codes.txt', fileOf(lines, email))}
        >
          Download
        </Button>
      </Group>
      <Button onClick={onKept}>I have kept them</Button>
      <VisuallyHidden role="status">
        {answer === 'copied' && 'Recovery codes copied'}
      </VisuallyHidden>
    </Stack>
  )
}

function fileOf(lines: string, email: string): string {
  return [
    `Recovery codes of ${email} for Solar Capture at ${window.location.origin}`,
    'Each stands in once for a code of the authenticator app. New ones replace all of these.',
    `${lines}\n`,
  ].join('\n\n')
}
