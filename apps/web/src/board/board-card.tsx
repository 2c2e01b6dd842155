import { useDraggable } from '@dnd-kit/react'
import { getRouteApi, Link } from '@tanstack/react-router'
import { memo } from 'react'

import { useJustChanged } from '../refresh.ts'
import type { LeadRow, Stage } from '../trpc.ts'
import styles from './board-card.module.css'
import { CardFace } from './card-face.tsx'
import { MoveMenu } from './move-menu.tsx'

const route = getRouteApi('/app/leads')

/** What cards can do; the same for all of them. Null for who may only look. */
export type CardActions = {
  stages: Stage[]
  /** The id of the text that tells which keys move a card. */
  describedBy: string
  onOpenMenu: (leadId: string) => void
  onCloseMenu: (leadId: string) => void
  onMove: (lead: LeadRow, to: Stage) => void
}

type Props = {
  lead: LeadRow
  isBookedStage: boolean
  isLifted: boolean
  isMenuOpen: boolean
  actions: CardActions | null
}

/** A lead on the board: it can be dragged, lifted by the space bar, or moved by its menu; its name opens it. */
export const BoardCard = memo(function BoardCard(props: Props) {
  const { lead, isBookedStage, isLifted, isMenuOpen, actions } = props
  const justChanged = useJustChanged(lead.id)
  const leadsSearch = route.useSearch()
  const { ref, isDragSource } = useDraggable({ id: lead.id, disabled: actions === null })
  const link = (
    <Link
      to="/leads/$leadId"
      params={{ leadId: lead.id }}
      state={{ leadsSearch }}
      title={lead.name}
      // A dragged card passes over many others.
      preload={false}
      draggable={false}
      aria-describedby={actions?.describedBy}
    >
      {lead.name}
    </Link>
  )
  return (
    <li
      ref={ref}
      className={styles['card']}
      data-lead={lead.id}
      data-just-changed={justChanged || undefined}
      data-lifted={isLifted || undefined}
      data-dragged={isDragSource || undefined}
      data-movable={actions !== null || undefined}
    >
      <CardFace
        lead={lead}
        isBookedStage={isBookedStage}
        name={link}
        menu={
          actions !== null && (
            <MoveMenu
              lead={lead}
              stages={actions.stages}
              opened={isMenuOpen}
              onOpen={actions.onOpenMenu}
              onClose={actions.onCloseMenu}
              onMove={actions.onMove}
            />
          )
        }
      />
    </li>
  )
})
