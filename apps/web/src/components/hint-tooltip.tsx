import { Tooltip } from '@mantine/core'
import { type RefObject, useEffect, useState } from 'react'

// As long as those of Mantine wait.
const openDelayMs = 300

type Props = { target: RefObject<HTMLElement | null>; label: string }

/** The tooltip of a hint, shown after a moment for as long as this is drawn. */
export function HintTooltip({ target, label }: Props) {
  const [opened, setOpened] = useState(false)
  useEffect(() => {
    const timer = setTimeout(setOpened, openDelayMs, true)
    return () => clearTimeout(timer)
  }, [])
  return (
    <Tooltip target={target} label={label} opened={opened} position="right" multiline maw={260} />
  )
}
