import { Popover, Stack } from '@mantine/core'
import { useRef } from 'react'

import * as texts from '../texts/leads-filters.ts'
import { CapturedButton } from './captured-button.tsx'
import { CapturedFilter, type FilterProps } from './single-filters.tsx'

type Props = FilterProps & { opened: boolean; onOpen: (opened: boolean) => void }

/** The days that leads were captured on: a button that tells them, and below it where they are chosen. */
export function CapturedDays({ search, onChange, opened, onOpen }: Props) {
  const button = useRef<HTMLButtonElement>(null)
  return (
    <Popover
      opened={opened}
      onChange={(isOpen) => {
        onOpen(isOpen)
        // Mantine's own way back is to where the focus was before, which may be gone by now.
        if (!isOpen) button.current?.focus()
      }}
      position="bottom-start"
      withinPortal={false}
      trapFocus
    >
      <Popover.Target>
        <CapturedButton ref={button} search={search} onClick={() => onOpen(!opened)} />
      </Popover.Target>
      <Popover.Dropdown aria-label={texts.captured}>
        <Stack gap={8}>
          <CapturedFilter search={search} onChange={onChange} />
        </Stack>
      </Popover.Dropdown>
    </Popover>
  )
}
