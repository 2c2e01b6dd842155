import { ActionIcon, Menu } from '@mantine/core'
import {
  IconArrowDown,
  IconArrowMerge,
  IconArrowUp,
  IconDots,
  IconTrash,
} from '@tabler/icons-react'

import * as texts from '../texts/pipeline.ts'
import type { StageDraft } from './stage-drafts.ts'
import styles from './stage-list.module.css'

type Props = {
  stage: StageDraft
  index: number
  isLast: boolean
  leads: number | null
  /** Whether a rule names it, or did. */
  isRuled: boolean
  isDirty: boolean
  onPut: (place: number) => void
  onRemove: () => void
  onMerge: () => void
}

/** What else is done with a stage; what cannot be done says why. */
export function StageMenu({
  stage,
  index,
  isLast,
  leads,
  isRuled,
  isDirty,
  onPut,
  onRemove,
  onMerge,
}: Props) {
  const { name, id, isBooked } = stage
  const kept = keptBecause({ isBooked, isRuled, leads: id === null ? 0 : (leads ?? 0) })
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ActionIcon
          className={styles['more'] ?? ''}
          variant="subtle"
          color="gray"
          aria-label={texts.more(name)}
        >
          <IconDots size={18} aria-hidden />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Item
          leftSection={<IconArrowUp size={16} aria-hidden />}
          // Not `disabled`: the first item gets the focus, so it has to be able to have it.
          data-disabled={index === 0}
          aria-disabled={index === 0 || undefined}
          onClick={() => index > 0 && onPut(index - 1)}
        >
          {texts.up}
        </Menu.Item>
        <Menu.Item
          leftSection={<IconArrowDown size={16} aria-hidden />}
          disabled={isLast}
          onClick={() => onPut(index + 1)}
        >
          {texts.down}
        </Menu.Item>
        {id !== null && (
          <Menu.Item
            leftSection={<IconArrowMerge size={16} aria-hidden />}
            disabled={isDirty}
            onClick={onMerge}
          >
            {texts.merge}
            {isDirty && <span className={styles['reason']}>{texts.mergeLater}</span>}
          </Menu.Item>
        )}
        <Menu.Item
          leftSection={<IconTrash size={16} aria-hidden />}
          disabled={kept !== null}
          onClick={onRemove}
        >
          {texts.remove}
          {kept !== null && <span className={styles['reason']}>{kept}</span>}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}

type Uses = { isBooked: boolean; isRuled: boolean; leads: number }

function keptBecause({ isBooked, isRuled, leads }: Uses): string | null {
  if (isBooked) return texts.removeBooked
  if (leads > 0) return texts.removeRefused(leads)
  return isRuled ? texts.removeRuled : null
}
