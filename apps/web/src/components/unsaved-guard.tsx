import { Button, Group, Modal, Stack } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'

import * as texts from '../texts/guard.ts'

/** Asks before somebody leaves a page with changes that are not saved. */
export function UnsavedGuard({ isDirty }: { isDirty: boolean }) {
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && current.pathname !== next.pathname,
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title={texts.title}>
      <Stack gap={16}>
        <p>{texts.meaning}</p>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={() => reset?.()} data-autofocus>
            {texts.stay}
          </Button>
          <Button color="red.9" onClick={() => proceed?.()}>
            {texts.leave}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
