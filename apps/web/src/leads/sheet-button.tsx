import { Button } from '@mantine/core'
import { IconFilter } from '@tabler/icons-react'

import type { OwnButtonProps } from '../components/menu-button.tsx'
import * as texts from '../texts/leads-filters.ts'
import styles from './lead-filter-bar.module.css'

type Props = OwnButtonProps & {
  /** How many filters are set. */
  amount: number
}

/** Opens the sheet of filters. */
export function SheetButton({ amount, ...button }: Props) {
  return (
    <Button
      {...button}
      variant="default"
      leftSection={<IconFilter size={16} aria-hidden />}
      data-chosen={amount > 0 || undefined}
      className={styles['menu'] ?? ''}
    >
      {amount === 0 ? texts.filters : texts.filtersSet(amount)}
    </Button>
  )
}
