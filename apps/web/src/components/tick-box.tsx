import { useEffect, useRef } from 'react'

import styles from './tick-box.module.css'

type Props = {
  /** What it selects, as 'Select Jane Doe'. */
  label: string
  checked: boolean
  /** Whether some of what it selects is selected, and some not. */
  isMixed?: boolean
  disabled?: boolean
  /** Told whether Shift was held. */
  onChange: (isRange: boolean) => void
}

/** The small checkbox of a line in a list, which looks like Mantine's: lists draw many of them, and a browser its own ones faster. */
export function TickBox({ label, checked, isMixed = false, disabled = false, onChange }: Props) {
  const input = useRef<HTMLInputElement>(null)
  useEffect(() => {
    if (input.current !== null) input.current.indeterminate = isMixed
  }, [isMixed])
  return (
    <input
      ref={input}
      type="checkbox"
      className={styles['area']}
      aria-label={label}
      checked={checked}
      disabled={disabled}
      onChange={({ nativeEvent }) =>
        onChange(nativeEvent instanceof MouseEvent && nativeEvent.shiftKey)
      }
    />
  )
}
