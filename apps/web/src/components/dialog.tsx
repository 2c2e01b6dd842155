import { Button, Group, Modal, type ModalProps, Stack } from '@mantine/core'
import { useState } from 'react'

import * as texts from '../texts/guard.ts'
import { hasChangedForm, noteForm } from './changed-forms.ts'
import { useFocusBack } from './focus-back.ts'
import { ignore } from './focusable-button.tsx'
import { useOpenDialog } from './use-open-dialog.ts'

type Props = ModalProps & {
  /** Closes it, unasked: what Cancel does. */
  onClose: () => void
}

/**
 * A dialog of this app: Escape, Back, its cross and a click beside it close it, once somebody agreed to lose what they changed
 * in a form of it; then the focus goes back to what opened it. While it fades out nothing in it can be pressed or sent any more.
 */
export function Dialog({ opened, onClose, ...props }: Props) {
  const [isAsking, setAsking] = useState(false)
  if (isAsking && !opened) setAsking(false)
  const leave = (id: string) =>
    hasChangedForm(document.getElementById(id)) ? setAsking(true) : onClose()
  const stay = () => setAsking(false)
  return (
    <>
      <Plain {...props} opened={opened} onLeave={leave} />
      <Plain opened={opened && isAsking} onLeave={stay} title={texts.closeTitle}>
        <Stack gap={16}>
          <div>{texts.closeMeaning}</div>
          <Group justify="flex-end" gap={8}>
            <Button variant="default" onClick={stay} data-autofocus>
              {texts.stay}
            </Button>
            <Button color="red.9" onClick={onClose}>
              {texts.discard}
            </Button>
          </Group>
        </Stack>
      </Plain>
    </>
  )
}

type PlainProps = Omit<ModalProps, 'onClose'> & { onLeave: (id: string) => void }

function Plain({ opened, onLeave, ...props }: PlainProps) {
  // One that Escape does not close is not closed by Back.
  const { id, onClose } = useOpenDialog(
    opened,
    (own) => props.closeOnEscape !== false && onLeave(own),
  )
  useFocusBack(opened)
  return (
    <Modal
      {...props}
      id={id}
      opened={opened}
      onClose={onClose}
      returnFocus={false}
      onFocusCapture={({ target }) => noteForm(target)}
      {...(opened ? {} : { onClickCapture: ignore, onSubmitCapture: ignore })}
    />
  )
}
