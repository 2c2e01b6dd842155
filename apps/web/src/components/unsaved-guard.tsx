import { Button, Group, Modal, Stack } from '@mantine/core'
import { useBlocker } from '@tanstack/react-router'

import * as texts from '../texts/guard.ts'
import { useUnsaved } from './unsaved.ts'

/** Where somebody is or is about to be. */
export type Place = { pathname: string; search: unknown }

type Props = {
  /** Whether something would be lost now. */
  isDirty: boolean
  title?: string
  meaning?: string
  /** Whether nothing is lost on the way from one place to the other. */
  isSamePlace?: (one: Place, other: Place) => boolean
}

const isSamePath = (one: Place, other: Place) => one.pathname === other.pathname

/** Asks before somebody leaves a page with what would be lost: changes that are not saved, if nothing else is said. */
export function UnsavedGuard(props: Props) {
  const { isDirty, title = texts.title, meaning = texts.meaning, isSamePlace = isSamePath } = props
  useUnsaved(isDirty)
  const { status, proceed, reset } = useBlocker({
    shouldBlockFn: ({ current, next }) => isDirty && !isSamePlace(current, next),
    enableBeforeUnload: isDirty,
    withResolver: true,
  })
  return (
    <Modal opened={status === 'blocked'} onClose={() => reset?.()} title={title}>
      <Stack gap={16}>
        <div>{meaning}</div>
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
