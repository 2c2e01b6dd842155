import { MenuButton, type OwnButtonProps } from '../components/menu-button.tsx'
import * as texts from '../texts/leads-filters.ts'
import { wordDay, wordDays } from '../word-days.ts'
import styles from './lead-filter-bar.module.css'
import type { LeadsSearch } from './leads-search.ts'

type Props = OwnButtonProps & { search: LeadsSearch }

/** The days that leads were captured on, as short as they can be told. */
export function CapturedButton({ search, ...button }: Props) {
  const text = wordCaptured(search)
  return (
    <MenuButton
      aria-label={texts.chosen(texts.captured, text)}
      {...button}
      className={styles['menu'] ?? ''}
      data-chosen
    >
      {text}
    </MenuButton>
  )
}

function wordCaptured({ from, to }: LeadsSearch): string {
  if (from === undefined) return to === undefined ? '' : texts.capturedUntil(wordDay(to, true))
  return to === undefined ? texts.capturedSince(wordDay(from, true)) : wordDays(from, to)
}
