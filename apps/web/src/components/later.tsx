import { cloneElement, type ReactElement, type ReactNode, useEffect, useRef, useState } from 'react'

import { Part } from './part.tsx'

type ButtonProps = React.ButtonHTMLAttributes<HTMLButtonElement>

type Props = {
  opens: 'menu' | 'listbox' | 'dialog'
  /** Looks like the button of what opens, and stands for it until it is pressed. */
  button: ReactElement<ButtonProps>
  /** Fetches the code of `children`; called when the button is about to be pressed. */
  preload: (() => Promise<unknown> | undefined) | undefined
  /** A button and what it opens, fetched when it is first drawn. */
  children: ReactNode
}

/** A button whose menu, or whatever it opens, is fetched when somebody is about to press it. */
export function Later({ opens, button, preload, children }: Props) {
  const box = useRef<HTMLSpanElement>(null)
  const [isPressed, setPressed] = useState(false)
  if (!isPressed) {
    return cloneElement(button, {
      'aria-haspopup': opens,
      'aria-expanded': false,
      onClick: () => setPressed(true),
      onPointerEnter: () => void preload?.(),
      onFocus: () => void preload?.(),
    })
  }
  const pressRealOne = () => {
    const real = box.current?.querySelector('button')
    real?.focus()
    real?.click()
  }
  return (
    <span ref={box} style={{ display: 'contents' }}>
      <Part fallback={button} onMissing={() => setPressed(false)}>
        {children}
        <Once action={pressRealOne} />
      </Part>
    </span>
  )
}

// Drawn together with what was waited for.
function Once({ action }: { action: () => void }) {
  const isDone = useRef(false)
  useEffect(() => {
    if (isDone.current) return
    isDone.current = true
    action()
  })
  return null
}
