import { Button, Group, Stack, Textarea } from '@mantine/core'
import { useRef } from 'react'

import { Dialog } from '../components/dialog.tsx'
import { useCopy } from '../components/use-copy.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/delivery.tsx'
import styles from './body-view.module.css'
import { curlCommand } from './curl-command.ts'

type Props = {
  opened: boolean
  onClose: () => void
  /** Of the endpoint; null when it is gone. */
  url: string | null
  body: string
  isExact: boolean
}

/** A command that sends a delivery's body once more, for a developer to look into it. */
export function CurlDialog({ opened, onClose, url, body, isExact }: Props) {
  const area = useRef<HTMLTextAreaElement>(null)
  const { answer, copy } = useCopy()
  const command = url === null ? null : curlCommand(url, body)

  async function copyOrMark() {
    if (command !== null && !(await copy(command))) area.current?.select()
  }

  return (
    <Dialog opened={opened} onClose={onClose} title={texts.curlTitle} size="lg">
      <Stack gap={12}>
        {command === null ? (
          <div>{url === null ? texts.accountGone : texts.noCommand}</div>
        ) : (
          <>
            <div>{texts.curlMeaning(isExact)}</div>
            <Textarea
              ref={area}
              aria-label={texts.command}
              value={command}
              readOnly
              rows={8}
              classNames={{ input: styles['command'] ?? '' }}
            />
          </>
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            {commonTexts.close}
          </Button>
          {command !== null && (
            <Button onClick={() => void copyOrMark()} data-autofocus>
              {answer === 'copied' ? commonTexts.copied : commonTexts.copy}
            </Button>
          )}
        </Group>
      </Stack>
    </Dialog>
  )
}
