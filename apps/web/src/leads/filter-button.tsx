import { MenuButton, type OwnButtonProps } from '../components/menu-button.tsx'
import * as texts from '../texts/leads-filters.ts'
import type { Choice } from './filter-choices.tsx'
import styles from './lead-filter-bar.module.css'

type Props = OwnButtonProps & {
  /** What is filtered by, as 'Stage'. */
  label: string
  choices: Choice[]
  selected: string[]
}

/** What a filter is, and what it lets through. */
export function FilterButton({ label, choices, selected, ...button }: Props) {
  return (
    <MenuButton
      {...button}
      className={styles['menu'] ?? ''}
      data-chosen={selected.length > 0 || undefined}
    >
      {buttonText(label, choices, selected)}
    </MenuButton>
  )
}

function buttonText(label: string, choices: Choice[], selected: string[]): string {
  const [first] = selected
  if (first === undefined) return label
  const only = choices.find(({ value }) => value === first)?.label ?? first
  return texts.chosen(label, selected.length === 1 ? only : selected.length)
}
