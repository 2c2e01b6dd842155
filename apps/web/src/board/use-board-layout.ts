import { useCallback, useLayoutEffect, useState } from 'react'

import type { BoardBox } from './cards.ts'

/** How far the board is scrolled sideways: whether columns are hidden at an edge, and which one is the first that is seen. */
export type Scrolled = { isBefore: boolean; isAfter: boolean; first: number }

/**
 * Lets the board reach down to the bottom of the window, whatever stands above it (as `--board-top`, in pixels), and tells how it
 * is scrolled.
 */
export function useBoardLayout(box: BoardBox): { scrolled: Scrolled; onScroll: () => void } {
  const [scrolled, setScrolled] = useState<Scrolled>({ isBefore: false, isAfter: false, first: 0 })

  const onScroll = useCallback(() => {
    const { current } = box
    if (current === null) return
    const { scrollLeft, scrollWidth, clientWidth } = current
    const next = {
      isBefore: scrollLeft > 1,
      isAfter: scrollLeft + clientWidth < scrollWidth - 1,
      first: firstSeen(current),
    }
    const isSame = (known: Scrolled) =>
      known.isBefore === next.isBefore &&
      known.isAfter === next.isAfter &&
      known.first === next.first
    setScrolled((known) => (isSame(known) ? known : next))
  }, [box])

  useLayoutEffect(() => {
    const { current } = box
    const page = current?.closest('main')
    if (current === null || !page) return
    const fit = () => {
      const top = current.getBoundingClientRect().top + window.scrollY
      current.style.setProperty('--board-top', `${Math.round(top)}px`)
      onScroll()
    }
    fit()
    const observer = new ResizeObserver(fit)
    observer.observe(page)
    observer.observe(current)
    window.addEventListener('resize', fit)
    return () => {
      observer.disconnect()
      window.removeEventListener('resize', fit)
    }
  }, [box, onScroll])

  return { scrolled, onScroll }
}

function firstSeen({ children, scrollLeft, offsetLeft }: HTMLElement): number {
  const middles = Array.from(children, (column) =>
    column instanceof HTMLElement ? column.offsetLeft - offsetLeft + column.offsetWidth / 2 : 0,
  )
  return Math.max(
    0,
    middles.findIndex((middle) => middle > scrollLeft),
  )
}
