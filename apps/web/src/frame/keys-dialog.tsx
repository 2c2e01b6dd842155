import { Kbd, Modal } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Fragment } from 'react'

import { isMac } from '../components/keys.ts'
import { keyCaps, type Place, type Shortcut, shortcuts } from '../components/shortcuts.ts'
import { trpc } from '../trpc.ts'
import styles from './keys-dialog.module.css'

const places: Place[] = Object.values(shortcuts)

/** The keys that do something for this person, place by place. */
export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  const may = ({ needs }: Pick<Shortcut, 'needs'>) =>
    needs === undefined || workspace.scopes.includes(needs)
  return (
    <Modal opened={opened} onClose={onClose} title="Keyboard shortcuts" size="lg">
      <div className={styles['places']}>
        {places.filter(may).map((place) => (
          <section key={place.name} aria-label={place.name}>
            <h3>{place.name}</h3>
            <dl className={styles['keys']}>
              {place.shortcuts.filter(may).map((shortcut) => (
                <div key={shortcut.what}>
                  <dt>
                    <Keys shortcut={shortcut} />
                  </dt>
                  <dd>{shortcut.what}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Modal>
  )
}

function Keys({ shortcut: { keys } }: { shortcut: Shortcut }) {
  return keys.map((one, index) => (
    <Fragment key={one}>
      {index > 0 && <span className="muted small">or</span>}
      {keyCaps(one, isMac).map((cap, press) => (
        <Fragment key={cap}>
          {press > 0 && one.startsWith('g ') && <span className="muted small">then</span>}
          <Kbd>{cap}</Kbd>
        </Fragment>
      ))}
    </Fragment>
  ))
}
