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

/** True for a moment after something was first shown, when it is `fresh` then. */
export function useFirstMoment(fresh: boolean): boolean {
  const [tinted, setTinted] = useState(fresh)
  useEffect(() => {
    if (!tinted) return
    const timer = setTimeout(() => setTinted(false), tintFor)
    return () => clearTimeout(timer)
  }, [tinted])
  return tinted
}
