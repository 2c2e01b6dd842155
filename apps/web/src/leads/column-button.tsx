import { MenuButton, type OwnButtonProps } from '../components/menu-button.tsx'
import * as texts from '../texts/leads.ts'
import styles from './lead-filter-bar.module.css'

/** Opens the list of columns. */
export function ColumnButton(button: OwnButtonProps) {
  return (
    <MenuButton {...button} className={styles['menu'] ?? ''}>
      {texts.columns}
    </MenuButton>
  )
}
