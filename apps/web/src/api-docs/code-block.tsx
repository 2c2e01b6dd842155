import { ActionIcon, VisuallyHidden } from '@mantine/core'
import { IconCheck, IconCopy } from '@tabler/icons-react'
import { useEffect, useState } from 'react'

import { copyText } from '../components/copy.ts'
import * as texts from '../texts/api-docs.tsx'
import styles from './api-docs.module.css'

/** Text of several lines for another program, with a button that copies it. */
export function CodeBlock({ label, children }: { label: string; children: string }) {
  const [isCopied, setCopied] = useState(false)

  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), 2000)
    return () => clearTimeout(timer)
  }, [isCopied])

  const Icon = isCopied ? IconCheck : IconCopy
  return (
    <div className={styles['block']}>
      <pre className={styles['code']}>
        <code>{children}</code>
      </pre>
      <ActionIcon
        variant="subtle"
        color="gray"
        className={styles['copy'] ?? ''}
        aria-label={texts.copy(label)}
        onClick={() => void copyText(children).then(setCopied)}
      >
        <Icon size={16} aria-hidden />
      </ActionIcon>
      <VisuallyHidden role="status">{isCopied && texts.copied(label)}</VisuallyHidden>
    </div>
  )
}
