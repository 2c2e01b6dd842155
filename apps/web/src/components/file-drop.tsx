import { type DragEvent, type ReactNode, useState } from 'react'

import styles from './file-drop.module.css'

type Props = { onFile: (file: File) => void; children: ReactNode }

/** A place that a file can be dropped on; what is in it says so, and offers to choose one. */
export function FileDrop({ onFile, children }: Props) {
  const [isOver, setIsOver] = useState(false)
  const drag = (over: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setIsOver(over)
  }
  return (
    <div
      className={styles['drop']}
      data-over={isOver || undefined}
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={(event) => {
        drag(false)(event)
        const [file] = event.dataTransfer.files
        if (file) onFile(file)
      }}
    >
      {children}
    </div>
  )
}
