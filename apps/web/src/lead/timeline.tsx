import { Button, SegmentedControl } from '@mantine/core'
import { getRouteApi } from '@tanstack/react-router'

import { useFirstMore } from '../components/first-more.ts'
import { Section } from '../components/section.tsx'
import { useTint } from '../components/tint.ts'
import { errorText } from '../errors.ts'
import { useMay } from '../may.ts'
import { oneOf } from '../search-params.ts'
import { entryGroups } from '../state-words.ts'
import * as texts from '../texts/lead-timeline.tsx'
import type { Lead } from '../trpc.ts'
import { NoteForm } from './note-form.tsx'
import { Entry } from './timeline-entry.tsx'
import styles from './timeline.module.css'
import { lastMoveByRule, UndoMove } from './undo-move.tsx'
import { useTimeline } from './use-timeline.ts'

const route = getRouteApi('/app/leads/$leadId')

const filters = (['all', ...entryGroups] as const).map((value) => ({
  value,
  label: texts.groups[value],
}))

/** Everything that happened to a lead, the latest first, with who did it. */
export function Timeline({ lead }: { lead: Lead }) {
  const { show } = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('leads:write')
  const { entries, isWhole, older } = useTimeline(lead, show)
  const { list, asked } = useFirstMore<HTMLOListElement>(entries.length, isWhole)
  const latest = lead.timeline[0]?.id
  const newest = useTint(latest ?? '') ? latest : undefined
  const undoable = mayWrite ? lastMoveByRule(lead)?.id : undefined
  return (
    <Section
      title={texts.title}
      actions={
        <SegmentedControl
          size="xs"
          aria-label={texts.show}
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
      {entries.length === 0 && isWhole && <p className="muted">{texts.nothing}</p>}
      <ol ref={list} className={styles['entries']}>
        {entries.map((entry) => (
          <Entry
            key={entry.id}
            entry={entry}
            isNew={entry.id === newest}
            action={entry.id === undoable && <UndoMove entry={entry} />}
          />
        ))}
      </ol>
      {!isWhole && <Older {...older} onMore={asked} />}
    </Section>
  )
}

function Older({
  error,
  isFetching,
  fetchNextPage,
  onMore,
}: Pick<ReturnType<typeof useTimeline>['older'], 'error' | 'isFetching' | 'fetchNextPage'> & {
  onMore: () => void
}) {
  const showOlder = () => {
    onMore()
    void fetchNextPage()
  }
  return (
    <div className={styles['older']}>
      {error !== null && <p role="alert">{errorText(error)}</p>}
      <Button variant="default" size="xs" loading={isFetching} onClick={showOlder}>
        {texts.showOlder}
      </Button>
    </div>
  )
}
