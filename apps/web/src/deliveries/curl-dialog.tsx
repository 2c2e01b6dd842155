import { Button, Group, Modal, Stack, Textarea } from '@mantine/core'
import { useRef } from 'react'

import { useCopy } from '../components/use-copy.ts'
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
    <Modal opened={opened} onClose={onClose} title="Copy as curl" size="lg">
      <Stack gap={12}>
        {command === null ? (
          <div>
            {url === null
              ? 'The account that this came to is gone.'
              : 'This body has characters that a terminal would act upon, so there is no command for it.'}
          </div>
        ) : (
          <>
            <div>
              It posts this body to the endpoint, signed with the secret that you export first: the
              command does not contain it.
              {!isExact &&
                ' Passwords of meetings were taken out, so it is not the very same body.'}
            </div>
            <Textarea
              ref={area}
              aria-label="Command"
              value={command}
              readOnly
              rows={8}
              classNames={{ input: styles['command'] ?? '' }}
            />
          </>
        )}
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={onClose}>
            Close
          </Button>
          {command !== null && (
            <Button onClick={() => void copyOrMark()} data-autofocus>
              {answer === 'copied' ? 'Copied' : 'Copy'}
            </Button>
          )}
        </Group>
      </Stack>
    </Modal>
  )
}
