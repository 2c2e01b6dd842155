import { Button } from '@mantine/core'
import { useDisclosure, useMediaQuery } from '@mantine/hooks'
import { IconPlus, IconUpload } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, lazyRouteComponent, Link } from '@tanstack/react-router'
import { lazy, Suspense, useState } from 'react'

import { useKeys } from '../components/keys.ts'
import { EmptyState } from '../components/page-states.tsx'
import { Page } from '../components/page.tsx'
import { Part } from '../components/part.tsx'
import { useNow } from '../components/time.tsx'
import { useMay } from '../may.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/leads.ts'
import { trpc } from '../trpc.ts'
import { joinList } from './joined-list.ts'
import { LaterColumnMenu, LaterExportMenu, LaterViewMenu } from './later-menus.tsx'
import { LayoutSwitch } from './layout-switch.tsx'
import { columnsOf, fewColumns, writeColumns } from './lead-columns.ts'
import { LeadFilterBar } from './lead-filter-bar.tsx'
import styles from './leads-page.module.css'
import { LeadsPlaceholder } from './leads-placeholder.tsx'
import { countFilters, type LeadsSearch, noFilter, toFilter } from './leads-search.ts'
import { ListedLeads } from './listed-leads.tsx'
import { NoLeadMatches } from './no-lead-matches.tsx'
import { SortSelect } from './sort-select.tsx'
import { StageChips } from './stage-chips.tsx'
import { useLeadCounts } from './use-lead-counts.ts'

const route = getRouteApi('/app/leads')
// Fetched when it is first opened.
const NewLeadDialog = lazyRouteComponent(() => import('./new-lead-dialog.tsx'), 'NewLeadDialog')
const LeadBoard = lazy(async () => ({
  default: (await import('../board/lead-board.tsx')).LeadBoard,
}))

/** Every lead of the workspace, as a table or a board: searched, filtered and sorted, all of it in the address. */
export function LeadsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const mayWrite = useMay('leads:write')
  const now = useNow()
  const phone = useMediaQuery('(width < 700px)', false, { getInitialValueInEffect: false })
  const narrow = useMediaQuery('(width < 880px)', false, { getInitialValueInEffect: false })
  const [creating, dialog] = useDisclosure(false)
  const [isSelecting, setSelecting] = useState(false)
  const { data: stages } = useSuspenseQuery(trpc.pipeline.stages.queryOptions())

  const filter = toFilter(search, now)
  const sort = search.sort ?? 'updated'
  const columns = narrow && search.cols === undefined ? [...fewColumns] : columnsOf(search)
  const isBoard = search.view === 'board'
  const isFiltered = countFilters(search) > 0
  const { all, matching } = useLeadCounts(filter)
  const isBlank = !isFiltered && all?.total === 0
  useKeys('anywhere', mayWrite ? { n: dialog.open } : {})

  const change = (changes: LeadsSearch, replace = false) =>
    void navigate({ search: { ...search, ...changes }, replace, resetScroll: true })
  const onSort = (wanted: typeof sort) =>
    change({ sort: wanted === 'updated' ? undefined : wanted })

  const newLead = mayWrite && (
    <Button leftSection={<IconPlus size={16} aria-hidden />} onClick={dialog.open}>
      {texts.newLead}
    </Button>
  )
  const importLink = mayWrite && (
    <Button
      variant="default"
      leftSection={<IconUpload size={16} aria-hidden />}
      renderRoot={(props) => <Link to="/leads/import" {...props} />}
    >
      {texts.importLeads}
    </Button>
  )
  const whenEmpty = isFiltered ? (
    <NoLeadMatches showAll={() => change(noFilter)} />
  ) : (
    <EmptyState
      title={texts.noneYet}
      action={
        mayWrite && (
          <div className={styles['first']}>
            {newLead}
            {importLink}
          </div>
        )
      }
    >
      {texts.noneYetText}
    </EmptyState>
  )

  return (
    <Page
      name={texts.title}
      heading={texts.title}
      lead={
        <span className="numbers" role="status">
          {matching === undefined || isBlank
            ? '\u00a0'
            : isFiltered
              ? texts.leadsFound(matching)
              : texts.leads(matching)}
        </span>
      }
      actions={
        !isBlank && (
          <div className={styles['actions']}>
            <LayoutSwitch view={search.view} onChange={(view) => change({ view })} />
            {!phone && importLink}
            {!phone && (
              <LaterExportMenu wanted={{ filter }} label={texts.exportMatching(matching)} />
            )}
            {newLead}
          </div>
        )
      }
    >
      {!isBlank && (
        <>
          <LeadFilterBar search={search} onChange={change}>
            {phone && !isBoard && <SortSelect value={sort} onChange={onSort} />}
            {phone && !isBoard && (
              <Button
                variant="default"
                aria-pressed={isSelecting}
                onClick={() => setSelecting(!isSelecting)}
              >
                {isSelecting ? commonTexts.done : texts.select}
              </Button>
            )}
            <LaterViewMenu search={search} />
            {!phone && !isBoard && (
              <LaterColumnMenu
                columns={columns}
                onChange={(chosen) => change({ cols: writeColumns(chosen) }, true)}
              />
            )}
          </LeadFilterBar>
          {!isBoard && (
            <StageChips
              stages={stages}
              counts={all}
              selected={filter.stageIds ?? []}
              onChange={(ids) => change({ stage: joinList(ids) })}
            />
          )}
        </>
      )}
      {isBoard ? (
        <Suspense fallback={<LeadsPlaceholder rows={8} cards={false} />}>
          <LeadBoard filter={filter} whenEmpty={whenEmpty} />
        </Suspense>
      ) : (
        <ListedLeads
          filter={filter}
          sort={sort}
          onSort={onSort}
          columns={columns}
          matching={matching}
          cards={phone ? { isSelecting } : null}
          whenEmpty={whenEmpty}
        />
      )}
      {creating && (
        <Part onMissing={dialog.close}>
          <NewLeadDialog opened onClose={dialog.close} />
        </Part>
      )}
    </Page>
  )
}
