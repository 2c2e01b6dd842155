import { type ComponentPropsWithRef, type MouseEvent, useRef } from 'react'

type Props = ComponentPropsWithRef<'button'> & { 'data-loading'?: boolean }

/**
 * What Mantine's buttons are made of here: while one is busy it does nothing when pressed, as if it was disabled, but keeps the
 * focus, which browsers take from what is disabled for good. Nor does the second of two presses before it could show that it is busy.
 */
export function FocusableButton({ disabled, onClick, type = 'button', ...rest }: Props) {
  const isBusy = rest['data-loading'] === true
  const isPressed = useRef(false)
  function press(event: MouseEvent<HTMLButtonElement>) {
    if (isBusy || isPressed.current) {
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
      disabled={disabled === true && !isBusy}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={press}
    />
  )
}

/** Keeps an event from what it would do. */
export function ignore(event: { preventDefault: () => void; stopPropagation: () => void }): void {
  event.preventDefault()
  event.stopPropagation()
}
