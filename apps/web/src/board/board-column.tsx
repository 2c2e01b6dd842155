import { pointerIntersection } from '@dnd-kit/collision'
import { useDroppable } from '@dnd-kit/react'
import { ActionIcon, Button } from '@mantine/core'
import { IconChevronsLeft } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { memo } from 'react'

import type { LeadFilter } from '@solar-capture/core/lead-filter'

import { Dot } from '../components/badge.tsx'
import { useFirstMore } from '../components/first-more.ts'
import { errorText } from '../errors.ts'
import { count } from '../format.ts'
import * as texts from '../texts/board.ts'
import * as commonTexts from '../texts/common.ts'
import { BoardCard, type CardActions } from './board-card.tsx'
import styles from './board-column.module.css'
import { loadMore, startAgain } from './board-query.ts'
import type { DrawnColumn } from './columns.ts'

type Props = {
  column: DrawnColumn
  filter: LeadFilter
  /** How many leads it has in all; null where that is not counted. */
  total: number | null
  /** Shown as a strip with its name only. */
  isFolded: boolean
  /** Folds and unfolds it; null where it cannot be folded. */
  onFold: ((stageId: string) => void) | null
  /** Whether a card that was lifted by keys would be dropped here. */
  isAimedAt: boolean
  liftedId: string | null
  menuId: string | null
  actions: CardActions | null
}

/** A stage and its leads. It scrolls by itself, and cards can be dropped anywhere on it. */
export const BoardColumn = memo(function BoardColumn(props: Props) {
  const { column, total, isFolded, onFold, isAimedAt } = props
  const { stage, items, nextCursor } = column
  const { ref, isDropTarget } = useDroppable({
    id: stage.id,
    collisionDetector: pointerIntersection,
  })
  const loaded = `${count(items.length)}${nextCursor === null ? '' : '+'}`
  const amount = total === null ? loaded : count(Math.max(total, items.length))
  const place = {
    ref,
    className: styles['column'],
    'data-stage': stage.id,
    'data-target': isDropTarget || isAimedAt || undefined,
  }
  if (isFolded) {
    return (
      <section {...place} data-folded aria-label={stage.name}>
        <button
          type="button"
          className={styles['strip']}
          aria-expanded={false}
          onClick={() => onFold?.(stage.id)}
        >
          <Dot tone={stage.colour} />
          <span className={styles['stripName']}>{stage.name}</span>
          <span className={styles['count']}>{amount}</span>
        </button>
      </section>
    )
  }
  return (
    <section {...place} aria-label={stage.name}>
      <header className={styles['head']}>
        <Dot tone={stage.colour} />
        <h2 className="cut" title={stage.name}>
          {stage.name}
        </h2>
        <span className={styles['count']}>{amount}</span>
        {onFold !== null && (
          <ActionIcon
            variant="subtle"
            color="gray"
            size={22}
            aria-label={texts.foldOne(stage.name)}
            aria-expanded
            title={texts.fold}
            onClick={() => onFold(stage.id)}
          >
            <IconChevronsLeft size={16} aria-hidden />
          </ActionIcon>
        )}
      </header>
      <Cards {...props} />
    </section>
  )
})

function Cards({ column, filter, liftedId, menuId, actions }: Props) {
  const { stage, items, nextCursor, isOutdated } = column
  const more = useMutation({ mutationFn: () => loadMore(filter, stage.id) })
  const { list, asked } = useFirstMore<HTMLUListElement>(items.length, nextCursor === null)
  return (
    <div className={styles['scroll']} tabIndex={items.length > 0 ? -1 : undefined}>
      {isOutdated && (
        <div className={styles['note']}>
          {texts.outdated}
          <Button
            variant="default"
            size="compact-xs"
            onClick={() => void startAgain(filter, stage.id)}
          >
            {commonTexts.refresh}
          </Button>
        </div>
      )}
      {items.length === 0 ? (
        <p className={`muted ${styles['empty']}`}>{texts.noLeads}</p>
      ) : (
        <ul ref={list} className={styles['cards']}>
          {items.map((lead) => (
            <BoardCard
              key={lead.id}
              lead={lead}
              isBookedStage={stage.isBooked}
              isLifted={lead.id === liftedId}
              isMenuOpen={lead.id === menuId}
              actions={actions}
            />
          ))}
        </ul>
      )}
      {more.error !== null && (
        <p className={styles['note']} role="alert">
          {errorText(more.error)}
        </p>
      )}
      {nextCursor !== null && (
        <Button
          variant="subtle"
          color="gray"
          size="compact-sm"
          fullWidth
          loading={more.isPending}
          onClick={() => {
            asked()
            more.mutate()
          }}
        >
          {texts.loadMore}
        </Button>
      )}
    </div>
  )
}
