import { DragDropProvider, DragOverlay } from '@dnd-kit/react'
import { VisuallyHidden } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import { useCallback, useId, useMemo, useRef, useState } from 'react'

import type { LeadFilter } from '@solar-capture/core/lead-filter'

import { count } from '../format.ts'
import { useMay } from '../may.ts'
import * as texts from '../texts/board.ts'
import type { LeadRow, Stage } from '../trpc.ts'
import cardStyles from './board-card.module.css'
import type { CardActions } from './board-card.tsx'
import { BoardColumn } from './board-column.tsx'
import { CardFace } from './card-face.tsx'
import { focusCard, placeOf } from './cards.ts'
import type { DrawnColumn } from './columns.ts'
import { plugins, sensors } from './drag-settings.ts'
import styles from './lead-board.module.css'
import { StagePicker } from './stage-picker.tsx'
import { useBoardKeys } from './use-board-keys.ts'
import { useBoardLayout } from './use-board-layout.ts'
import { useFolded } from './use-folded.ts'
import type { MoveLead } from './use-moves.tsx'

type Props = {
  columns: DrawnColumn[]
  stages: Stage[]
  filter: LeadFilter
  /** How many leads there are by stage; null when that is not known. */
  counts: { stageId: string; count: number }[] | null
  /** Whether it still shows what another filter let through. */
  isOutdated: boolean
  move: MoveLead
  /** A card is held, by hand or by keys, or is let go. */
  onHold: (isHeld: boolean) => void
}

/** The columns of the board, and every way to move a card from one to another. */
export function DrawnBoard(props: Props) {
  const { columns, stages, filter, counts, isOutdated, move, onHold } = props
  const mayMove = useMay('leads:write')
  const phone = useMediaQuery('(width < 700px)', false, { getInitialValueInEffect: false })
  const box = useRef<HTMLDivElement>(null)
  const keysId = useId()
  const [isDragging, setDragging] = useState(false)
  const [menuId, setMenuId] = useState<string | null>(null)
  const { folded, fold } = useFolded(stages, phone)
  const { scrolled, onScroll } = useBoardLayout(box)

  const onMove = useCallback(
    (lead: LeadRow, to: Stage) => {
      move(lead, to)
      focusCard(box, lead.id, to.id)
    },
    [move],
  )
  const onCloseMenu = useCallback((leadId: string) => {
    setMenuId(null)
    focusCard(box, leadId)
  }, [])
  const actions = useMemo<CardActions | null>(
    () =>
      mayMove ? { stages, describedBy: keysId, onOpenMenu: setMenuId, onCloseMenu, onMove } : null,
    [mayMove, stages, keysId, onCloseMenu, onMove],
  )
  const keys = useBoardKeys({
    ...{ box, columns, folded, mayMove, move, onOpenMenu: setMenuId, onLift: onHold },
  })
  const { lifted } = keys
  const totalOf = ({ stageId, moved }: DrawnColumn) =>
    counts && (counts.find((stage) => stage.stageId === stageId)?.count ?? 0) + moved

  function hold(isHeld: boolean) {
    setDragging(isHeld)
    onHold(isHeld)
  }
  function drop(leadId: string, stageId: string) {
    const lead = placeOf(columns, leadId)?.lead
    const column = columns.find((candidate) => candidate.stageId === stageId)
    if (lead === undefined || column === undefined || lead.stage.id === stageId) return
    move(lead, column.stage)
    // It is first there, which may be out of sight.
    const scroll = box.current?.querySelector(`[data-stage="${stageId}"] > :last-child`)
    scroll?.scrollTo({ top: 0 })
  }
  const show = (index: number) =>
    box.current?.children[index]?.scrollIntoView({ block: 'nearest', inline: 'start' })

  return (
    <DragDropProvider
      sensors={sensors}
      plugins={plugins}
      onDragStart={() => hold(true)}
      onDragEnd={({ operation: { source, target }, canceled }) => {
        hold(false)
        if (!canceled && source && target) drop(String(source.id), String(target.id))
      }}
    >
      <div
        className={styles['frame']}
        data-before={scrolled.isBefore || undefined}
        data-after={scrolled.isAfter || undefined}
        data-outdated={isOutdated || undefined}
        role="presentation"
        onKeyDown={keys.onKeyDown}
        onBlur={keys.onBlur}
      >
        {phone && (
          <StagePicker
            labels={columns.map((column) => labelOf(column, totalOf(column)))}
            shown={scrolled.first}
            onShow={show}
          />
        )}
        <div
          ref={box}
          className={styles['board']}
          role="group"
          aria-label={texts.board}
          data-dragging={isDragging || undefined}
          onScroll={onScroll}
        >
          {columns.map((column) => (
            <BoardColumn
              key={column.stageId}
              column={column}
              filter={filter}
              total={totalOf(column)}
              isFolded={folded.has(column.stageId)}
              onFold={column.stage.kind === 'open' || phone ? null : fold}
              isAimedAt={lifted?.to === column.stageId}
              liftedId={lifted?.lead.id ?? null}
              menuId={menuId}
              actions={actions}
            />
          ))}
        </div>
      </div>
      <DragOverlay dropAnimation={null}>
        {(source) => <Dragged lead={placeOf(columns, String(source.id))?.lead} stages={stages} />}
      </DragOverlay>
      <VisuallyHidden id={keysId}>{texts.keys}</VisuallyHidden>
      <VisuallyHidden role="status" aria-live="assertive">
        {keys.said}
      </VisuallyHidden>
    </DragDropProvider>
  )
}

/** The card under the pointer. */
function Dragged({ lead, stages }: { lead: LeadRow | undefined; stages: Stage[] }) {
  if (lead === undefined) return null
  const isBookedStage = stages.some(({ id, isBooked }) => isBooked && id === lead.stage.id)
  return (
    <div className={cardStyles['card']} data-overlay aria-hidden>
      <CardFace lead={lead} isBookedStage={isBookedStage} name={lead.name} />
    </div>
  )
}

function labelOf({ stage, items, nextCursor }: DrawnColumn, total: number | null): string {
  const loaded = `${count(items.length)}${nextCursor === null ? '' : '+'}`
  return texts.stageWith(stage.name, total === null ? loaded : count(Math.max(total, items.length)))
}
