import { useWindowVirtualizer, type VirtualItem } from '@tanstack/react-virtual'
import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'

import { useKeys } from './keys.ts'

/** What a list that is fetched page after page tells of itself. */
export type Paged = {
  hasNextPage: boolean
  isFetching: boolean
  error: unknown
  fetchNextPage: () => Promise<unknown>
}

/** The part of a long list that is drawn: heights in pixels stand for what is before and after it. */
export type DrawnPart = {
  before: number
  after: number
  visible: VirtualItem[]
  measure: (element: Element | null) => void
}

type LongList = {
  count: number
  keyOf: (index: number) => string | number
  /** About how high a row is, in pixels. */
  rowHeight: number
  /** How high what stays at the top of the list is. */
  headHeight: number
  list: Paged
}

/**
 * Draws only what is on the screen of a list that scrolls with the page, fetches further pages when their turn comes, and moves
 * through it by arrows, j and k: each row says its `data-index` and has a link first of all. `box` is the list, `onKeyDown` its
 * handler, `step` moves.
 */
export function useLongList({ count, keyOf, rowHeight, headHeight, list }: LongList): {
  box: RefObject<HTMLDivElement | null>
  drawn: DrawnPart
  onKeyDown: (event: React.KeyboardEvent) => void
} {
  const box = useRef<HTMLDivElement>(null)
  const [top, setTop] = useState(0)
  useLayoutEffect(() => setTop((box.current?.offsetTop ?? 0) + headHeight), [headHeight])

  const rows = useWindowVirtualizer({
    count,
    estimateSize: () => rowHeight,
    getItemKey: keyOf,
    overscan: 15,
    scrollMargin: top,
    scrollPaddingStart: 48,
    scrollPaddingEnd: 72,
  })
  const visible = rows.getVirtualItems()
  const before = (visible[0]?.start ?? top) - top
  const after = rows.getTotalSize() - ((visible.at(-1)?.end ?? top) - top)

  const { hasNextPage, isFetching, error, fetchNextPage } = list
  const nearEnd = (visible.at(-1)?.index ?? 0) >= count - 20
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetching && error === null) void fetchNextPage()
  }, [nearEnd, hasNextPage, isFetching, error, fetchNextPage])

  function focusRow(index: number): boolean {
    const link = box.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`)
    link?.focus({ preventScroll: true })
    return link != null
  }
  function step(by: 1 | -1) {
    const focused = document.activeElement?.closest('[data-index]')?.getAttribute('data-index')
    const index = focused == null ? (visible[0]?.index ?? 0) : Number(focused) + by
    if (index < 0 || index >= count) return
    rows.scrollToIndex(index)
    // The row may be drawn only after the scroll; what is there is focused at once, for keys that follow fast.
    if (!focusRow(index)) requestAnimationFrame(() => focusRow(index))
  }
  useKeys('list', { j: () => step(1), k: () => step(-1) })

  function onKeyDown(event: React.KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    step(event.key === 'ArrowDown' ? 1 : -1)
  }
  return { box, drawn: { before, after, visible, measure: rows.measureElement }, onKeyDown }
}
