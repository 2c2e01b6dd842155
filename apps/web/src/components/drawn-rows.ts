/** Where a long list stands on the screen, all in pixels: its rows are all as high. */
export type ListPlace = {
  count: number
  rowHeight: number
  /** How far the first row is above the upper edge of the window; negative when it is below. */
  above: number
  windowHeight: number
}

/** The rows that are drawn, from the first to before the last. */
export type DrawnRows = { from: number; to: number }

// Drawn before they come into view, so that nobody scrolls faster than they are drawn.
const ahead = 12
// Drawn at once, so that not each pixel costs a look at all of them.
const step = 4

/** Which rows of a long list to draw: those on the screen, and some before and after them. */
export function drawnRows({ count, rowHeight, above, windowHeight }: ListPlace): DrawnRows {
  const first = Math.floor(above / rowHeight / step) * step
  const onScreen = Math.ceil(windowHeight / rowHeight) + step
  const within = (index: number) => Math.max(0, Math.min(count, index))
  return { from: within(first - ahead), to: within(first + onScreen + ahead) }
}

/** The part of a window, in pixels from its upper edge, that a row has to be within to be seen whole. */
export type Sight = { from: number; to: number }

/** By how many pixels to scroll, down when positive, so that the row at an index is seen whole; 0 when it is. */
export function scrollToSee(
  index: number,
  { rowHeight, above }: Pick<ListPlace, 'rowHeight' | 'above'>,
  sight: Sight,
): number {
  const start = index * rowHeight - above
  const end = start + rowHeight
  if (start < sight.from) return start - sight.from
  return Math.max(0, end - sight.to)
}
