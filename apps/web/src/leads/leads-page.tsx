import { Button } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconPlus } from '@tabler/icons-react'
import {
  keepPreviousData,
  useInfiniteQuery,
  useQuery,
  useSuspenseQuery,
} from '@tanstack/react-query'
import { getRouteApi } from '@tanstack/react-router'

import { useKeys } from '../components/keys.ts'
import { EmptyState, LoadError } from '../components/page-states.tsx'
import { Page } from '../components/page.tsx'
import { SearchField } from '../components/search-field.tsx'
import { counted } from '../format.ts'
import { useMay } from '../may.ts'
import { trpc } from '../trpc.ts'
import { LeadList } from './lead-list.tsx'
import styles from './leads-page.module.css'
import { LeadsPlaceholder } from './leads-placeholder.tsx'
import { leadsQuery } from './leads-query.ts'
import { NewLeadDialog } from './new-lead-dialog.tsx'
import { SortSelect } from './sort-select.tsx'
import { StageChips } from './stage-chips.tsx'

const route = getRouteApi('/app/leads')
const pageSize = 100

/** Every lead of the workspace: searched, filtered by stage and sorted, all of it in the address. */
export function LeadsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('leads:write')
  const [creating, dialog] = useDisclosure(false)
  const stageIds = search.stage?.split(',') ?? []
  const { data: stages } = useSuspenseQuery(trpc.pipeline.stages.queryOptions())

  const counts = useQuery({
    ...trpc.lead.counts.queryOptions(search.q === undefined ? {} : { search: search.q }),
    placeholderData: keepPreviousData,
  })
  const list = useInfiniteQuery({
    ...leadsQuery({
      ...(search.q === undefined ? {} : { search: search.q }),
      ...(stageIds.length === 0 ? {} : { stageIds }),
      sort: search.sort ?? 'updated',
      limit: pageSize,
    }),
    placeholderData: keepPreviousData,
  })

  const change = (next: typeof search, replace = false) =>
    void navigate({ search: { ...search, ...next }, replace, resetScroll: true })
  const leads = list.data?.pages.flatMap((page) => page.items) ?? []
  const filtered = search.q !== undefined || stageIds.length > 0
  const blank = !filtered && list.isSuccess && leads.length === 0
  const shown = shownCount(counts.data, stageIds)
  useKeys(mayWrite ? { n: dialog.open } : {})

  const newLead = mayWrite && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={dialog.open}>
      New lead
    </Button>
  )

  return (
    <Page
      name="Leads"
      heading="Leads"
      lead={
        <span className="numbers" role="status">
          {shown === null || blank
            ? '\u00a0'
            : `${counted(shown, 'lead')}${filtered ? ' found' : ''}`}
        </span>
      }
      actions={!blank && newLead}
    >
      {!blank && (
        <>
          <div className={styles['tools']}>
            <SearchField
              label="Search leads"
              placeholder="Name, email, phone or postcode"
              value={search.q ?? ''}
              onSearch={(text) => change({ q: text.trim() || undefined }, true)}
              className={styles['search']}
            />
            <SortSelect value={search.sort ?? 'updated'} onChange={(sort) => change({ sort })} />
          </div>
          <StageChips
            stages={stages}
            counts={counts.data}
            selected={stageIds}
            onChange={(ids) => change({ stage: ids.length === 0 ? undefined : ids.join(',') })}
          />
        </>
      )}
      {list.isPending ? (
        <LeadsPlaceholder />
      ) : list.isError && leads.length === 0 ? (
        <LoadError error={list.error} retry={() => void list.refetch()} />
      ) : leads.length > 0 ? (
        <LeadList
          leads={leads}
          total={shown}
          sort={search.sort ?? 'updated'}
          onSort={(sort) => change({ sort })}
          list={list}
        />
      ) : filtered ? (
        <EmptyState
          title="No lead matches"
          action={
            <Button variant="default" onClick={() => change({ q: undefined, stage: undefined })}>
              Show all leads
            </Button>
          }
        >
          Try fewer words, or another stage.
        </EmptyState>
      ) : (
        <EmptyState title="No leads yet" action={newLead}>
          People who are interested in solar will be listed here, with their stage and their next
          booking. Bookings made through Cal.com find their lead by email address.
        </EmptyState>
      )}
      <NewLeadDialog opened={creating} onClose={dialog.close} />
    </Page>
  )
}

function shownCount(
  counts: { total: number; byStage: { stageId: string; count: number }[] } | undefined,
  stageIds: string[],
): number | null {
  if (counts === undefined) return null
  if (stageIds.length === 0) return counts.total
  const chosen = counts.byStage.filter(({ stageId }) => stageIds.includes(stageId))
  return chosen.reduce((sum, { count }) => sum + count, 0)
}
