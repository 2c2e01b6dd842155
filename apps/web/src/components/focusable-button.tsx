import { type ComponentPropsWithRef, type MouseEvent, useRef, useState } from 'react'

type Props = ComponentPropsWithRef<'button'> & { 'data-loading'?: boolean }

/**
 * What Mantine's buttons are made of here: one that is busy, or cannot be pressed any more while it has the focus, does nothing
 * when pressed but keeps the focus, which browsers take from what is disabled for good. Nor does the second of two presses before it
 * could show that it is busy.
 */
export function FocusableButton(props: Props) {
  const { disabled = false, onClick, onFocus, onBlur, type = 'button', ...rest } = props
  const [hasFocus, setHasFocus] = useState(false)
  const isBusy = rest['data-loading'] === true
  const isOff = disabled || isBusy
  const isPressed = useRef(false)
  function press(event: MouseEvent<HTMLButtonElement>) {
    if (isOff || isPressed.current) {
      ignore(event)
      return
    }
    isPressed.current = true
    // A form is sent after this, and what that starts is told of in a task of its own, before the second one here.
    setTimeout(() => setTimeout(() => (isPressed.current = false)))
    onClick?.(event)
  }
  return (
    <button
      {...rest}
      // Forms are sent by a click on it, also when somebody presses Enter in a field.
      type={type}
      disabled={disabled && !isBusy && !hasFocus}
      aria-disabled={isOff || undefined}
      aria-busy={isBusy || undefined}
      onClick={press}
      onFocus={(event) => {
        setHasFocus(true)
        onFocus?.(event)
      }}
      onBlur={(event) => {
        setHasFocus(false)
        onBlur?.(event)
      }}
    />
  )
}

/** Keeps an event from what it would do. */
export function ignore(event: { preventDefault: () => void; stopPropagation: () => void }): void {
  event.preventDefault()
  event.stopPropagation()
}
