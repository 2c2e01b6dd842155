import { useRef, useState } from 'react'
import { flushSync } from 'react-dom'

import { TextButton } from '../components/text-button.tsx'
import * as texts from '../texts/lead-timeline.tsx'
import { isLong } from './is-long.ts'
import styles from './timeline.module.css'

/** What an entry of the timeline says, the first lines of it when it is long. */
export function EntryText({ text }: { text: string }) {
  const [isWhole, setWhole] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const folds = isLong(text)

  function toggle() {
    flushSync(() => setWhole(!isWhole))
    // Folded again, it would be far above.
    button.current?.scrollIntoView({ block: 'nearest' })
  }

  return (
    <>
      <p className={`wrap ${styles['text']}`} data-folded={(folds && !isWhole) || undefined}>
        {text}
      </p>
      {folds && (
        <TextButton ref={button} onClick={toggle}>
          {isWhole ? texts.showLess : texts.showAll}
        </TextButton>
      )}
    </>
  )
}
