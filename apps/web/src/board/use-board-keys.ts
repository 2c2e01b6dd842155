import { useState } from 'react'

import { useKeys } from '../components/keys.ts'
import { spoken } from '../texts/board-words.ts'
import type { LeadRow } from '../trpc.ts'
import { type Arrow, type BoardBox, focusCard, focusedCard, nextCard, placeOf } from './cards.ts'
import type { DrawnColumn } from './columns.ts'
import type { MoveLead } from './use-moves.tsx'

type Options = {
  box: BoardBox
  columns: DrawnColumn[]
  folded: ReadonlySet<string>
  mayMove: boolean
  move: MoveLead
  onOpenMenu: (leadId: string) => void
  /** A card is lifted, or is not any more. */
  onLift: (isLifted: boolean) => void
}

type Lifted = { lead: LeadRow; to: string }

const arrows = new Map<string, Arrow>([
  ['ArrowUp', 'up'],
  ['ArrowDown', 'down'],
  ['ArrowLeft', 'left'],
  ['ArrowRight', 'right'],
])

/**
 * Walks through the cards by arrows or h, j, k, l, opens the menu of one by m, and moves one by the space bar, arrows and Enter.
 * `said` is what a screen reader is told meanwhile.
 */
export function useBoardKeys(options: Options): {
  lifted: Lifted | null
  said: string
  onKeyDown: (event: React.KeyboardEvent) => void
  onBlur: () => void
} {
  const { box, columns, folded, mayMove, move, onOpenMenu, onLift } = options
  const [lifted, setLifted] = useState<Lifted | null>(null)
  const [said, say] = useState('')

  const nameOf = (stageId: string) =>
    columns.find((column) => column.stageId === stageId)?.stage.name ?? ''

  function lift(leadId: string) {
    const lead = placeOf(columns, leadId)?.lead
    if (lead === undefined || !mayMove) return
    setLifted({ lead, to: lead.stage.id })
    onLift(true)
    say(spoken.lifted(lead.name, lead.stage.name))
  }

  function putDown() {
    setLifted(null)
    onLift(false)
  }

  function cancel() {
    if (lifted === null) return
    putDown()
    say(spoken.cancelled(lifted.lead.name, lifted.lead.stage.name))
  }

  function drop({ lead, to }: Lifted) {
    const stage = columns.find(({ stageId }) => stageId === to)?.stage
    putDown()
    if (stage === undefined) return
    move(lead, stage)
    focusCard(box, lead.id, to)
    say(spoken.dropped(lead.name, stage.name))
  }

  function aim({ lead, to }: Lifted, arrow: Arrow) {
    if (arrow === 'up' || arrow === 'down') return
    const index = columns.findIndex(({ stageId }) => stageId === to)
    const next = index + (arrow === 'right' ? 1 : -1)
    const column = columns[next]
    if (column === undefined) return
    setLifted({ lead, to: column.stageId })
    box.current?.children[next]?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
    say(spoken.over(nameOf(column.stageId), next + 1, columns.length))
  }

  function go(arrow: Arrow) {
    if (lifted !== null) return aim(lifted, arrow)
    const next = nextCard(columns, folded, focusedCard(box), arrow)
    if (next !== undefined) focusCard(box, next.id)
  }

  function openMenu() {
    const leadId = focusedCard(box)
    if (leadId !== undefined && lifted === null && mayMove) onOpenMenu(leadId)
  }

  useKeys('board', {
    h: () => go('left'),
    j: () => go('down'),
    k: () => go('up'),
    l: () => go('right'),
    m: openMenu,
  })

  function onKeyDown(event: React.KeyboardEvent) {
    if (event.ctrlKey || event.metaKey || event.altKey) return
    const onCard = event.target instanceof HTMLAnchorElement
    const arrow = arrows.get(event.key)
    const leadId = focusedCard(box)
    if (arrow !== undefined && (onCard || lifted !== null)) go(arrow)
    else if (lifted !== null && (event.key === ' ' || event.key === 'Enter')) drop(lifted)
    else if (lifted !== null && event.key === 'Escape') cancel()
    else if (event.key === ' ' && onCard && leadId !== undefined) lift(leadId)
    else return
    event.preventDefault()
  }

  return { lifted, said, onKeyDown, onBlur: cancel }
}
