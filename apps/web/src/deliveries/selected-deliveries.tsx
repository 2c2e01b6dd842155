import { Button } from '@mantine/core'
import { useState } from 'react'

import { count } from '../format.ts'
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
    <div className={styles['selected']} role="region" aria-label="Selected deliveries">
      <span className="numbers" role="status">
        {count(ids.size)} selected
      </span>
      <Button size="xs" onClick={() => setAgain('replay')}>
        Replay…
      </Button>
      {heldIds.length > 0 && (
        <>
          <Button size="xs" variant="default" onClick={() => setAgain('apply')}>
            Apply {count(heldIds.length)} held…
          </Button>
          <Button size="xs" variant="default" onClick={() => setAgain('discard')}>
            Discard…
          </Button>
        </>
      )}
      {offersAll && !isAll && (
        <Button
          size="xs"
          variant="subtle"
          color="gray"
          aria-label="Select all that are loaded, at most 200"
          onClick={toggleAll}
        >
          Select all
        </Button>
      )}
      <Button size="xs" variant="subtle" color="gray" onClick={clear}>
        Clear selection
      </Button>
      <AgainDialog again={again} ids={taken} onClose={() => setAgain(null)} onDone={clear} />
    </div>
  )
}
