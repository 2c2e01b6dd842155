import { MenuButton, type OwnButtonProps } from '../components/menu-button.tsx'
import type { Current } from './view-match.ts'
import styles from './view-menu.module.css'

type Props = OwnButtonProps & { current: Current; size: 'xs' | 'sm' }

/** Which view is on the screen; opens the list of them. */
export function ViewButton({ current, size, ...button }: Props) {
  return (
    <MenuButton
      {...button}
      size={size}
      className={styles['target'] ?? ''}
      data-chosen={current !== null || undefined}
    >
      <span className="cut">{current === null ? 'Views' : current.view.name}</span>
      {current?.isModified === true && <span className={styles['modified']}>· modified</span>}
    </MenuButton>
  )
}
