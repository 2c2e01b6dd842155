import { Button } from '@mantine/core'
import { useState } from 'react'

import * as texts from '../texts/deliveries.ts'
import { AgainDialog } from './again-dialog.tsx'
import styles from './deliveries-page.module.css'
import type { Again } from './use-again.tsx'
import type { Selection } from './use-selection.ts'

type Props = {
  selection: Selection
  /** Whether this is where all are selected. */
  offersAll: boolean
}

/** What can be done with the deliveries that are selected. */
export function SelectedDeliveries({ selection, offersAll }: Props) {
  const [again, setAgain] = useState<Again | null>(null)
  const { ids, heldIds, isAll, toggleAll, clear } = selection
  const taken = again === null || again === 'replay' ? [...ids] : heldIds
  return (
    <div className={styles['selected']} role="region" aria-label={texts.selectedOnes}>
      <span className="numbers" role="status">
        {texts.selected(ids.size)}
      </span>
      <Button size="xs" onClick={() => setAgain('replay')}>
        {texts.replay}
      </Button>
      {heldIds.length > 0 && (
        <>
          <Button size="xs" variant="default" onClick={() => setAgain('apply')}>
            {texts.applyHeld(heldIds.length)}
          </Button>
          <Button size="xs" variant="default" onClick={() => setAgain('discard')}>
            {texts.discard}
          </Button>
        </>
      )}
      {offersAll && !isAll && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          aria-label={texts.selectAllLoaded}
          onClick={toggleAll}
        >
          {texts.selectAll}
        </Button>
      )}
      <Button size="xs" variant="subtle" color="gray" onClick={clear}>
        {texts.clearSelection}
      </Button>
      <AgainDialog again={again} ids={taken} onClose={() => setAgain(null)} onDone={clear} />
    </div>
  )
}
