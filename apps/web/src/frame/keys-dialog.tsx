import { Kbd, Modal } from '@mantine/core'

import styles from './keys-dialog.module.css'

const keys = [
  { keys: ['/'], what: 'Search leads' },
  { keys: ['n'], what: 'New lead' },
  { keys: ['↑', '↓'], what: 'Move through the list (j and k, too)' },
  { keys: ['Enter'], what: 'Open the lead' },
  { keys: ['l'], what: 'Unmatched: link to the first suggestion' },
  { keys: ['c'], what: 'Unmatched: create a lead' },
  { keys: ['i'], what: 'Unmatched: ignore the booking' },
  { keys: ['Esc'], what: 'Close a dialog, leave a field' },
  { keys: ['?'], what: 'Show these keys' },
]

/** The keys that do something, for those who look for them. */
export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="sm">
      <dl className={styles['keys']}>
        {keys.map((entry) => (
          <div key={entry.what}>
            <dt>
              {entry.keys.map((key) => (
                <Kbd key={key}>{key}</Kbd>
              ))}
            </dt>
            <dd>{entry.what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  )
}
