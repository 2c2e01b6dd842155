import { Kbd } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'
import { Fragment } from 'react'

import { Dialog } from '../components/dialog.tsx'
import { isMac } from '../components/keys.ts'
import {
  keyCaps,
  type Place,
  type Shortcut,
  type ShortcutPlace,
  shortcuts,
} from '../components/shortcuts.ts'
import * as texts from '../texts/shortcuts.ts'
import { trpc } from '../trpc.ts'
import styles from './keys-dialog.module.css'

// They are written down in this order, and no others.
const places = Object.keys(shortcuts) as ShortcutPlace[]
const shortcutsOf: Record<ShortcutPlace, Place> = shortcuts
const meaningsOf: Record<ShortcutPlace, Record<string, string>> = texts.meanings

/** The keys that do something for this person, place by place. */
export function KeysDialog({ opened, onClose }: { opened: boolean; onClose: () => void }) {
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  const may = ({ needs }: Pick<Shortcut, 'needs'>) =>
    needs === undefined || workspace.scopes.includes(needs)
  return (
    <Dialog opened={opened} onClose={onClose} title={texts.title} size="lg">
      <div className={styles['places']}>
        {places
          .filter((place) => may(shortcutsOf[place]))
          .map((place) => (
            <section key={place} aria-label={texts.places[place]}>
              <h3>{texts.places[place]}</h3>
              <dl className={styles['keys']}>
                {shortcutsOf[place].shortcuts.filter(may).map((shortcut) => (
                  <div key={shortcut.keys[0]}>
                    <dt>
                      <Keys shortcut={shortcut} />
                    </dt>
                    <dd>{meaningsOf[place][shortcut.keys[0]]}</dd>
                  </div>
                ))}
              </dl>
            </section>
          ))}
      </div>
    </Dialog>
  )
}

function Keys({ shortcut: { keys } }: { shortcut: Shortcut }) {
  return keys.map((one, index) => (
    <Fragment key={one}>
      {index > 0 && <span className="muted small">{texts.orPress}</span>}
      {keyCaps(one, isMac).map((cap, press) => (
        <Fragment key={cap}>
          {press > 0 && one.startsWith('g ') && (
            <span className="muted small">{texts.thenPress}</span>
          )}
          <Kbd>{cap}</Kbd>
        </Fragment>
      ))}
    </Fragment>
  ))
}
