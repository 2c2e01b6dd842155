import { Button } from '@mantine/core'
import { keepPreviousData, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { type ReactNode, useMemo, useState } from 'react'

import type { LeadFilter } from '@solar-capture/core/lead-filter'

import { LoadError } from '../components/page-states.tsx'
import { errorText } from '../errors.ts'
import * as commonTexts from '../texts/common.ts'
import { trpc } from '../trpc.ts'
import { boardQuery } from './board-query.ts'
import { BoardSkeleton } from './board-skeleton.tsx'
import { arrange, type DrawnColumn } from './columns.ts'
import { DrawnBoard } from './drawn-board.tsx'
import styles from './lead-board.module.css'
import { useMoves } from './use-moves.tsx'

type Props = {
  filter: LeadFilter
  /** What is said when no lead is let through by the filter. */
  whenEmpty: ReactNode
}

/** The leads that a filter lets through as cards, a column for each stage. */
export function LeadBoard({ filter, whenEmpty }: Props) {
  const { data: stages } = useSuspenseQuery(trpc.pipeline.stages.queryOptions())
  const query = useQuery(boardQuery(filter))
  const counts = useQuery({
    ...trpc.lead.counts.queryOptions(filter),
    placeholderData: keepPreviousData,
  })
  const { moves, move } = useMoves()
  const board = query.data
  const arranged = useMemo(
    () => (board === undefined ? [] : arrange(board, stages, moves)),
    [board, stages, moves],
  )
  // While a card is held, nothing is drawn anew, not even the answer to an earlier move: it would be pulled from under the hand.
  const [held, setHeld] = useState<DrawnColumn[] | null>(null)
  const columns = held ?? arranged

  if (query.isPending) {
    const { stageIds } = filter
    return <BoardSkeleton stages={stages.filter(({ id }) => stageIds?.includes(id) ?? true)} />
  }
  if (query.isLoadingError) {
    return <LoadError error={query.error} retry={() => void query.refetch()} />
  }
  if (columns.every(({ items }) => items.length === 0)) return whenEmpty
  return (
    <>
      {query.isRefetchError && (
        <div className={styles['alert']} role="alert">
          {errorText(query.error)}
          <Button variant="default" size="xs" onClick={() => void query.refetch()}>
            {commonTexts.tryAgain}
          </Button>
        </div>
      )}
      <DrawnBoard
        columns={columns}
        stages={stages}
        filter={filter}
        counts={counts.data?.isAtLeast === false ? counts.data.byStage : null}
        isOutdated={query.isPlaceholderData}
        move={move}
        onHold={(isHeld) => setHeld(isHeld ? columns : null)}
      />
    </>
  )
}
