import { useEffect, useState } from 'react'

import { copyText } from './copy.ts'

/** Copies text on request; says for two seconds that it did, and when the browser does not let us. */
export function useCopy(): {
  answer: 'copied' | 'refused' | null
  /** Resolves to whether it was copied. */
  copy: (text: string) => Promise<boolean>
} {
  const [answer, setAnswer] = useState<'copied' | 'refused' | null>(null)

  useEffect(() => {
    if (answer !== 'copied') return
    const timer = setTimeout(() => setAnswer(null), 2000)
    return () => clearTimeout(timer)
  }, [answer])

  async function copy(text: string) {
    const copied = await copyText(text)
    setAnswer(copied ? 'copied' : 'refused')
    return copied
  }

  return { answer, copy }
}
