import { ActionIcon, Menu } from '@mantine/core'
import { IconCheck, IconDots } from '@tabler/icons-react'

import { Dot } from '../components/badge.tsx'
import * as texts from '../texts/board.ts'
import type { LeadRow, Stage } from '../trpc.ts'
import styles from './board-card.module.css'

type Props = {
  lead: LeadRow
  stages: Stage[]
  opened: boolean
  onOpen: (leadId: string) => void
  onClose: (leadId: string) => void
  onMove: (lead: LeadRow, to: Stage) => void
}

/** The stages that a lead can be moved to, for who does not drag. */
export function MoveMenu({ lead, stages, opened, onOpen, onClose, onMove }: Props) {
  const button = (
    <ActionIcon
      variant="subtle"
      color="gray"
      size={24}
      className={styles['menu']}
      aria-label={texts.moveOne(lead.name)}
      aria-haspopup="menu"
      aria-expanded={opened}
      title={texts.moveHint}
      onClick={() => onOpen(lead.id)}
    >
      <IconDots size={16} aria-hidden />
    </ActionIcon>
  )
  // A board has hundreds of these: the menu is there once it is wanted.
  if (!opened) return button
  return (
    <Menu
      opened
      onClose={() => onClose(lead.id)}
      position="bottom-end"
      returnFocus={false}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>{button}</Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{texts.moveTo}</Menu.Label>
        {stages.map((stage) => (
          <Menu.Item
            key={stage.id}
            leftSection={<Dot tone={stage.colour} />}
            rightSection={
              stage.id === lead.stage.id && (
                <IconCheck size={14} role="img" aria-label={texts.here} />
              )
            }
            // Not `disabled`: the first item gets the focus, so it has to be able to have it.
            data-disabled={stage.id === lead.stage.id}
            aria-disabled={stage.id === lead.stage.id || undefined}
            onClick={() => stage.id !== lead.stage.id && onMove(lead, stage)}
          >
            {stage.name}
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}
