import { useLayoutEffect, useRef } from 'react'

const focusable = 'a[href], button, select, summary'

/**
 * For a list with a button that shows more of it: where the button goes away with the last ones, the focus goes on to
 * the first of those that it showed. Give `list` to the element whose children they are, `count` how many there are, `isWhole`
 * whether the button is gone, and call `asked` when it is pressed.
 */
export function useFirstMore<List extends HTMLElement>(count: number, isWhole: boolean) {
  const list = useRef<List>(null)
  const before = useRef<{ count: number; children: number } | null>(null)
  useLayoutEffect(() => {
    if (before.current === null || count <= before.current.count) return
    const first = list.current?.children[before.current.children]
    before.current = null
    if (isWhole && first instanceof HTMLElement) focusWithin(first)
  }, [count, isWhole])
  const asked = () => {
    before.current = { count, children: list.current?.children.length ?? 0 }
  }
  return { list, asked }
}

function focusWithin(item: HTMLElement): void {
  const target = item.querySelector<HTMLElement>(focusable) ?? item
  if (target === item) target.tabIndex = -1
  target.focus({ preventScroll: true })
}
