import { Button, NativeSelect, Skeleton } from '@mantine/core'
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'

import { auditGroupNames } from '@solar-capture/core/audit'

import { DayField } from '../components/day-field.tsx'
import { EmptyState, LoadError } from '../components/page-states.tsx'
import { Page } from '../components/page.tsx'
import { oneOf } from '../search-params.ts'
import { trpc } from '../trpc.ts'
import styles from './audit-page.module.css'
import { auditQuery } from './audit-query.ts'
import { AuditRow } from './audit-row.tsx'
import { groupWords } from './group-words.ts'

const route = getRouteApi('/app/settings/audit')

/** Who did what that somebody may have to answer for, the latest first. */
export function AuditPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: members } = useSuspenseQuery(trpc.member.list.queryOptions())
  const list = useInfiniteQuery(auditQuery(search))
  const entries = list.data?.pages.flatMap((page) => page.items) ?? []
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  const change = (changes: typeof search) =>
    void navigate({ search: { ...search, ...changes }, replace: true, resetScroll: false })

  return (
    <Page
      name="Audit log"
      heading="Audit log"
      lead="Who signed in, who changed settings, keys and members, and what was refused. Nobody can change it."
    >
      <div className={styles['filters']} role="group" aria-label="Filters">
        <NativeSelect
          aria-label="What"
          value={search.group ?? ''}
          onChange={(event) => change({ group: oneOf(auditGroupNames, event.currentTarget.value) })}
          data={[
            { value: '', label: 'Everything' },
            ...auditGroupNames.map((value) => ({ value, label: groupWords[value] })),
          ]}
        />
        <NativeSelect
          aria-label="Who"
          value={search.who ?? ''}
          onChange={(event) => change({ who: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: 'Everybody' },
            ...members.map(({ userId, name }) => ({ value: userId, label: name })),
          ]}
        />
        <DayField label="From" value={search.from} onChange={(from) => change({ from })} />
        <span className="muted">to</span>
        <DayField label="Up to and including" value={search.to} onChange={(to) => change({ to })} />
        {isFiltered && (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => void navigate({ search: {}, replace: true })}
          >
            Clear
          </Button>
        )}
      </div>
      {list.error !== null && entries.length === 0 ? (
        <LoadError error={list.error} retry={() => void list.refetch()} />
      ) : list.isPending ? (
        <Skeleton height={320} aria-busy aria-label="Loading the audit log" role="status" />
      ) : entries.length === 0 ? (
        <EmptyState title="Nothing of this kind">
          {isFiltered
            ? 'Nothing matches these filters. Choose a longer time or another person.'
            : 'What people and programs do here will be listed.'}
        </EmptyState>
      ) : (
        <>
          <ol className={styles['entries']}>
            {entries.map((entry) => (
              <AuditRow key={entry.id} entry={entry} />
            ))}
          </ol>
          {list.hasNextPage && (
            <Button
              variant="default"
              loading={list.isFetchingNextPage}
              onClick={() => void list.fetchNextPage()}
            >
              Show older
            </Button>
          )}
        </>
      )}
    </Page>
  )
}
