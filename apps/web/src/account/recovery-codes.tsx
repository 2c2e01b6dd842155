import { Button, Group, Stack, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconCopy, IconDownload } from '@tabler/icons-react'
import { useEffect, useRef } from 'react'

import { downloadText } from '../components/download.ts'
import { FormError } from '../components/form-error.tsx'
import { useCopy } from '../components/use-copy.ts'
import * as texts from '../texts/account.tsx'
import * as commonTexts from '../texts/common.ts'
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
      <div>{texts.codesMeaning}</div>
      <ol
        ref={list}
        className={styles['codes']}
        aria-label={texts.recoveryCodes}
        tabIndex={-1}
        data-autofocus
      >
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </ol>
      <FormError>{answer === 'refused' ? texts.copyRefused : null}</FormError>
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
          {answer === 'copied' ? commonTexts.copied : commonTexts.copy}
        </Button>
        <Button
          variant="default"
          leftSection={<IconDownload size={16} aria-hidden />}
          onClick={() => downloadText('solar-capture-recovery-codes.txt', fileOf(lines, email))}
        >
          {texts.download}
        </Button>
      </Group>
      <Button onClick={onKept}>{texts.kept}</Button>
      <VisuallyHidden role="status">{answer === 'copied' && texts.codesCopied}</VisuallyHidden>
    </Stack>
  )
}

function fileOf(lines: string, email: string): string {
  return [...texts.codesFile(email, window.location.origin), `${lines}\n`].join('\n\n')
}
