import { Button, NativeSelect, Skeleton } from '@mantine/core'
import { useInfiniteQuery, useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'

import { auditGroupNames } from '@solar-capture/core/audit'

import { DayField } from '../components/day-field.tsx'
import { useFirstMore } from '../components/first-more.ts'
import { EmptyState, LoadError } from '../components/page-states.tsx'
import { Page } from '../components/page.tsx'
import { oneOf } from '../search-params.ts'
import * as texts from '../texts/audit.ts'
import { trpc } from '../trpc.ts'
import styles from './audit-page.module.css'
import { auditQuery } from './audit-query.ts'
import { AuditRow } from './audit-row.tsx'

const route = getRouteApi('/app/settings/audit')

/** Who did what that somebody may have to answer for, the latest first. */
export function AuditPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const { data: members } = useSuspenseQuery(trpc.member.list.queryOptions())
  const list = useInfiniteQuery(auditQuery(search))
  const entries = list.data?.pages.flatMap((page) => page.items) ?? []
  const { list: rows, asked } = useFirstMore<HTMLOListElement>(entries.length, !list.hasNextPage)
  const isFiltered = Object.values(search).some((value) => value !== undefined)
  const change = (changes: typeof search) =>
    void navigate({ search: { ...search, ...changes }, replace: true, resetScroll: false })

  return (
    <Page name={texts.title} heading={texts.title} lead={texts.lead}>
      <div className={styles['filters']} role="group" aria-label={texts.filters}>
        <NativeSelect
          aria-label={texts.what}
          value={search.group ?? ''}
          onChange={(event) => change({ group: oneOf(auditGroupNames, event.currentTarget.value) })}
          data={[
            { value: '', label: texts.everything },
            ...auditGroupNames.map((value) => ({ value, label: texts.groups[value] })),
          ]}
        />
        <NativeSelect
          aria-label={texts.who}
          value={search.who ?? ''}
          onChange={(event) => change({ who: event.currentTarget.value || undefined })}
          data={[
            { value: '', label: texts.everybody },
            ...members.map(({ userId, name }) => ({ value: userId, label: name })),
          ]}
        />
        <DayField label={texts.from} value={search.from} onChange={(from) => change({ from })} />
        <span className="muted">{texts.to}</span>
        <DayField label={texts.upTo} value={search.to} onChange={(to) => change({ to })} />
        {isFiltered && (
          <Button
            variant="subtle"
            color="gray"
            onClick={() => void navigate({ search: {}, replace: true })}
          >
            {texts.clear}
          </Button>
        )}
      </div>
      {list.error !== null && entries.length === 0 ? (
        <LoadError error={list.error} retry={() => void list.refetch()} />
      ) : list.isPending ? (
        <Skeleton height={320} aria-busy aria-label={texts.loading} role="status" />
      ) : entries.length === 0 ? (
        <EmptyState title={texts.nothing}>
          {isFiltered ? texts.nothingMatches : texts.nothingYet}
        </EmptyState>
      ) : (
        <>
          <ol ref={rows} className={styles['entries']}>
            {entries.map((entry) => (
              <AuditRow key={entry.id} entry={entry} />
            ))}
          </ol>
          {list.hasNextPage && (
            <Button
              variant="default"
              loading={list.isFetchingNextPage}
              onClick={() => {
                asked()
                void list.fetchNextPage()
              }}
            >
              {texts.showOlder}
            </Button>
          )}
        </>
      )}
    </Page>
  )
}
