import { useEffect, useState } from 'react'

/** How long what changed is tinted, in milliseconds. */
export const tintFor = 1500

/** True for a moment after `value` became another one than at first; false when it is first shown. */
export function useTint(value: string): boolean {
  const [seen, setSeen] = useState(value)
  useEffect(() => {
    if (value === seen) return
    const timer = setTimeout(() => setSeen(value), tintFor)
    return () => clearTimeout(timer)
  }, [value, seen])
  return value !== seen
}
