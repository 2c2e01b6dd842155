import { lazyRouteComponent } from '@tanstack/react-router'
import { cloneElement, type ReactElement, useRef, useState } from 'react'

import { Part } from './part.tsx'

// What draws it is fetched when the first one is wanted: most people never see one.
const HintTooltip = lazyRouteComponent(() => import('./hint-tooltip.tsx'), 'HintTooltip')

type Props = {
  /** Short, or a sentence that may break into lines. */
  label: string
  disabled?: boolean
  children: ReactElement<React.HTMLAttributes<HTMLElement> & { ref?: React.Ref<HTMLElement> }>
}

/** A tooltip at the right of what it explains, for what has a name of its own: screen readers are not told. */
export function Hint({ label, disabled = false, children }: Props) {
  const target = useRef<HTMLElement>(null)
  const [wanted, setWanted] = useState(false)
  const want = () => setWanted(true)
  const leave = () => setWanted(false)
  return (
    <>
      {cloneElement(children, {
        ref: target,
        onMouseEnter: want,
        onMouseLeave: leave,
        onFocus: want,
        onBlur: leave,
      })}
      {wanted && !disabled && (
        <Part>
          <HintTooltip target={target} label={label} />
        </Part>
      )}
    </>
  )
}
