import { type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

import { type DrawnRows, drawnRows, scrollToSee } from './drawn-rows.ts'
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
  /** Indexes of the rows. */
  visible: number[]
}

type LongList = {
  count: number
  /** How high each row is, in pixels; who has set larger letters may see higher ones. */
  rowHeight: number
  /** How high what stays at the top of the list is. */
  headHeight: number
  list: Paged
}

// What lies over the upper and the lower edge of the window, in pixels.
const coveredAbove = 48
const coveredBelow = 72
// So many rows before the end the next page is asked for: it is there before somebody who scrolls fast is.
const askAhead = 40

/**
 * Draws only what is on the screen of a list that scrolls with the page, whose rows are all as high, fetches further pages when
 * their turn comes, and moves through it by arrows, j and k: each row says its `data-index` and has a link first of all. `box` is
 * the list, `onKeyDown` its handler, `step` moves.
 */
export function useLongList({ count, rowHeight, headHeight, list }: LongList): {
  box: RefObject<HTMLDivElement | null>
  drawn: DrawnPart
  onKeyDown: (event: React.KeyboardEvent) => void
} {
  const box = useRef<HTMLDivElement>(null)
  const [{ from, to, height }, setRows] = useState<Rows>(() => {
    const place = { count, rowHeight, above: 0, windowHeight: window.innerHeight }
    return { ...drawnRows(place), height: rowHeight }
  })

  useLayoutEffect(() => {
    const look = () => {
      if (box.current === null) return
      const row = box.current.querySelector('[data-index]')?.getBoundingClientRect()
      const place = { count, rowHeight: row?.height || rowHeight, windowHeight: window.innerHeight }
      const range = drawnRows({ ...place, above: aboveOf(box.current, headHeight) })
      const next = { ...range, height: place.rowHeight }
      setRows((rows) => (isSame(rows, next) ? rows : next))
    }
    // Drawn before the browser paints what was scrolled.
    const follow = () => flushSync(look)
    look()
    window.addEventListener('scroll', follow, { passive: true })
    window.addEventListener('resize', follow)
    return () => {
      window.removeEventListener('scroll', follow)
      window.removeEventListener('resize', follow)
    }
  }, [count, rowHeight, headHeight])

  const first = Math.min(from, count)
  const last = Math.min(to, count)
  const visible = Array.from({ length: last - first }, (_, at) => first + at)

  const { hasNextPage, isFetching, error, fetchNextPage } = list
  const nearEnd = last >= count - askAhead
  useEffect(() => {
    if (nearEnd && hasNextPage && !isFetching && error === null) void fetchNextPage()
  }, [nearEnd, hasNextPage, isFetching, error, fetchNextPage])

  function focusRow(index: number): boolean {
    const link = box.current?.querySelector<HTMLElement>(`[data-index="${index}"] a`)
    link?.focus({ preventScroll: true })
    return link != null
  }
  function scrollTo(index: number) {
    if (box.current === null) return
    const sight = { from: coveredAbove, to: window.innerHeight - coveredBelow }
    const place = { rowHeight: height, above: aboveOf(box.current, headHeight) }
    window.scrollBy({ top: scrollToSee(index, place, sight), behavior: 'instant' })
  }
  function step(by: 1 | -1) {
    const focused = document.activeElement?.closest('[data-index]')?.getAttribute('data-index')
    const index = focused == null ? first : Number(focused) + by
    if (index < 0 || index >= count) return
    scrollTo(index)
    // The row may be drawn only after the scroll; what is there is focused at once, for keys that follow fast.
    if (!focusRow(index)) requestAnimationFrame(() => focusRow(index))
  }
  useKeys('list', { j: () => step(1), k: () => step(-1) })

  function onKeyDown(event: React.KeyboardEvent) {
    if (event.key !== 'ArrowDown' && event.key !== 'ArrowUp') return
    event.preventDefault()
    step(event.key === 'ArrowDown' ? 1 : -1)
  }
  const drawn = { before: first * height, after: (count - last) * height, visible }
  return { box, drawn, onKeyDown }
}

// How far the first row of a list is above the upper edge of the window.
function aboveOf(list: HTMLElement, headHeight: number): number {
  return -list.getBoundingClientRect().top - headHeight
}

type Rows = DrawnRows & { height: number }

function isSame(rows: Rows, others: Rows): boolean {
  return rows.from === others.from && rows.to === others.to && rows.height === others.height
}
