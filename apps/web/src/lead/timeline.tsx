import { SegmentedControl } from '@mantine/core'
import { getRouteApi, Link } from '@tanstack/react-router'

import { wordEntry } from '@solar-capture/core/word-entry'

import { Section } from '../components/section.tsx'
import { Ago } from '../components/time.tsx'
import { useTint } from '../components/tint.ts'
import { viewerZone } from '../format.ts'
import { useMay } from '../may.ts'
import { oneOf } from '../search-params.ts'
import type { Lead, TimelineEntry } from '../trpc.ts'
import { actorName, entryGroups, entryWords } from '../words.ts'
import { NoteForm } from './note-form.tsx'
import styles from './timeline.module.css'

const route = getRouteApi('/app/leads/$leadId')

const filters = [
  { value: 'all', label: 'All' },
  { value: 'bookings', label: 'Bookings' },
  { value: 'notes', label: 'Notes' },
  { value: 'changes', label: 'Changes' },
]

/** Everything that happened to a lead, the latest first, with who did it. */
export function Timeline({ lead }: { lead: Lead }) {
  const { show } = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('leads:write')
  const entries = lead.timeline.filter(
    ({ kind }) => show === undefined || entryWords[kind].group === show,
  )
  const latest = lead.timeline[0]?.id
  const newest = useTint(latest ?? '') ? latest : undefined
  return (
    <Section
      title="Timeline"
      actions={
        <SegmentedControl
          size="xs"
          aria-label="Show"
          value={show ?? 'all'}
          onChange={(value) =>
            void navigate({
              search: { show: oneOf(entryGroups, value) },
              replace: true,
              resetScroll: false,
            })
          }
          data={filters}
        />
      }
    >
      {mayWrite && <NoteForm leadId={lead.id} />}
      {entries.length === 0 && <p className="muted">Nothing of this kind yet.</p>}
      <ol className={styles['entries']}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} isNew={entry.id === newest} />
        ))}
      </ol>
    </Section>
  )
}

function Entry({ entry, isNew }: { entry: TimelineEntry; isNew: boolean }) {
  const mayReadDeliveries = useMay('deliveries:read')
  const { icon: Icon, tone } = entryWords[entry.kind]
  return (
    <li className={styles['entry']} data-kind={entry.kind} data-just-changed={isNew || undefined}>
      <span className={styles['icon']} data-tone={tone}>
        <Icon size={14} aria-hidden />
      </span>
      <div className={styles['body']}>
        <p className={`wrap ${styles['text']}`}>{wordEntry(entry.detail, viewerZone())}</p>
        <p className={`muted small ${styles['meta']}`}>
          {actorName(entry.actor)} · <Ago iso={entry.at} />
          {entry.deliveryId !== null && mayReadDeliveries && (
            <>
              {' · '}
              <Link
                to="/deliveries/$deliveryId"
                params={{ deliveryId: entry.deliveryId }}
                className="quiet-link"
              >
                View delivery
              </Link>
            </>
          )}
        </p>
      </div>
    </li>
  )
}
