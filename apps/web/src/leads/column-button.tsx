import { MenuButton, type OwnButtonProps } from '../components/menu-button.tsx'
import styles from './lead-filter-bar.module.css'

/** Opens the list of columns. */
export function ColumnButton(button: OwnButtonProps) {
  return (
    <MenuButton {...button} className={styles['menu'] ?? ''}>
      Columns
    </MenuButton>
  )
}
