import type { RefObject } from 'react'

import type { LeadRow } from '../trpc.ts'
import type { DrawnColumn } from './columns.ts'

export type BoardBox = RefObject<HTMLElement | null>

/** Where a card is: the places of its column and of itself in it. */
export type CardPlace = { column: number; row: number; lead: LeadRow }

/** Where the card of a lead is; undefined when it is not on the board. */
export function placeOf(columns: DrawnColumn[], leadId: string): CardPlace | undefined {
  for (const [column, { items }] of columns.entries()) {
    const row = items.findIndex(({ id }) => id === leadId)
    const lead = items[row]
    if (lead !== undefined) return { column, row, lead }
  }
  return undefined
}

/** The id of the lead whose card has the focus, or something in it. */
export function focusedCard(box: BoardBox): string | undefined {
  const card = document.activeElement?.closest<HTMLElement>('[data-lead]')
  return card && box.current?.contains(card) ? card.dataset['lead'] : undefined
}

/** Focuses the card of a lead, or the strip that `stageId` is folded to, once it is drawn. */
export function focusCard(box: BoardBox, leadId: string, stageId?: string): void {
  requestAnimationFrame(() => {
    const found = (selector: string) => box.current?.querySelector<HTMLElement>(selector)
    const strip = () => stageId && found(`[data-stage="${stageId}"][data-folded] button`)
    const target = found(`[data-lead="${leadId}"] a`) ?? strip()
    if (target) target.focus()
  })
}

/**
 * The card that an arrow leads to from another one: up and down within a column, left and right to the same row of the next
 * column that has one. Without a card to start from, the first of all. Folded columns are passed over.
 */
export function nextCard(
  columns: DrawnColumn[],
  folded: ReadonlySet<string>,
  from: string | undefined,
  arrow: Arrow,
): LeadRow | undefined {
  const open = columns.map((column) => (folded.has(column.stageId) ? [] : column.items))
  const place = from === undefined ? undefined : placeOf(columns, from)
  if (place === undefined) return open.find((items) => items.length > 0)?.[0]
  if (arrow === 'up' || arrow === 'down') {
    return open[place.column]?.[place.row + (arrow === 'down' ? 1 : -1)]
  }
  const beside =
    arrow === 'right' ? open.slice(place.column + 1) : open.slice(0, place.column).toReversed()
  const items = beside.find((cards) => cards.length > 0)
  return items?.[Math.min(place.row, items.length - 1)]
}

export type Arrow = 'up' | 'down' | 'left' | 'right'
