import { MenuButton, type OwnButtonProps } from '../components/menu-button.tsx'
import * as texts from '../texts/leads.ts'
import type { Current } from './view-match.ts'
import styles from './view-menu.module.css'

type Props = OwnButtonProps & { current: Current }

/** Which view is on the screen; opens the list of them. */
export function ViewButton({ current, ...button }: Props) {
  return (
    <MenuButton
      {...button}
      className={styles['target'] ?? ''}
      data-chosen={current !== null || undefined}
    >
      <span className="cut">{current === null ? texts.views : current.view.name}</span>
      {current?.isModified === true && <span className={styles['modified']}>{texts.modified}</span>}
    </MenuButton>
  )
}
