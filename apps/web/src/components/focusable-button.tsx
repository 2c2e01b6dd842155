import type { ComponentPropsWithRef, MouseEvent } from 'react'

type Props = ComponentPropsWithRef<'button'> & { 'data-loading'?: boolean }

/**
 * What Mantine's buttons are made of here: while one is busy it does nothing when pressed, as if it was disabled, but keeps the
 * focus, which browsers take from what is disabled for good.
 */
export function FocusableButton({ disabled, onClick, type = 'button', ...rest }: Props) {
  const isBusy = rest['data-loading'] === true
  return (
    <button
      {...rest}
      // Forms are sent by a click on it, also when somebody presses Enter in a field.
      type={type}
      disabled={disabled === true && !isBusy}
      aria-disabled={isBusy || undefined}
      aria-busy={isBusy || undefined}
      onClick={isBusy ? ignore : onClick}
    />
  )
}

function ignore(event: MouseEvent): void {
  event.preventDefault()
  event.stopPropagation()
}
