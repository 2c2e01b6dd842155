import { Button } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { fewest } from '@solar-capture/core/insight'

import { EmptyState, LoadError } from '../components/page-states.tsx'
import { Page } from '../components/page.tsx'
import { useNow } from '../components/time.tsx'
import { viewerZone } from '../format.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/insights.ts'
import { wordDays } from '../word-days.ts'
import { FunnelSection } from './funnel-section.tsx'
import type { Shown } from './group-rows.ts'
import { InsightFilters } from './insight-filters.tsx'
import { InsightsPlaceholder } from './insights-placeholder.tsx'
import { insightsQuery } from './insights-query.ts'
import { type InsightsInput, type InsightsSearch, toInput } from './insights-search.ts'
import styles from './insights.module.css'
import { OutcomesSection } from './outcomes-section.tsx'
import { TimesSection } from './times-section.tsx'

const route = getRouteApi('/app/insights')

/** How far leads get, how fast they book and what becomes of their bookings, in a period and broken down. */
export function InsightsPage() {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const now = useNow()
  const asked = toInput(search, now)
  const change = (changes: InsightsSearch, replace = false) =>
    void navigate({ search: { ...search, ...changes }, replace, resetScroll: false })
  return (
    <Page
      name={texts.title}
      heading={texts.title}
      lead={
        'problem' in asked
          ? undefined
          : texts.period(wordDays(asked.first, asked.last), viewerZone().replaceAll('_', ' '))
      }
    >
      <InsightFilters search={search} onChange={change} />
      {'problem' in asked ? (
        <EmptyState title={texts.whichDays}>{asked.problem}</EmptyState>
      ) : (
        <Sections
          input={asked.input}
          shown={{ by: asked.input.by, first: asked.first, last: asked.last }}
          isYear={search.period === '12m'}
          onYear={() => change({ period: '12m', from: undefined, to: undefined })}
        />
      )}
    </Page>
  )
}

type Props = { input: InsightsInput; shown: Shown; isYear: boolean; onYear: () => void }

function Sections({ input, shown, isYear, onYear }: Props) {
  const { data, error, isPlaceholderData, refetch } = useQuery(insightsQuery(input, shown))
  if (error !== null && (data === undefined || isPlaceholderData)) {
    return <LoadError error={error} retry={() => void refetch()} />
  }
  if (data === undefined) return <InsightsPlaceholder by={input.by} />
  const { funnel, times, outcomes } = data
  const amounts = [funnel.total.reached[0], ...Object.values(outcomes.total)]
  if (!isPlaceholderData && amounts.every((amount) => amount === 0)) {
    return <Nothing isYear={isYear} onYear={onYear} />
  }
  return (
    <div
      className={styles['sections']}
      data-outdated={isPlaceholderData || undefined}
      aria-busy={isPlaceholderData}
    >
      <FunnelSection funnel={funnel} shown={data.shown} />
      <TimesSection times={times} shown={data.shown} />
      <OutcomesSection outcomes={outcomes} shown={data.shown} />
      <p className="muted small">{texts.tooFewMeaning(fewest.rate, fewest.median, fewest.p90)}</p>
    </div>
  )
}

function Nothing({ isYear, onYear }: Pick<Props, 'isYear' | 'onYear'>) {
  return (
    <EmptyState
      title={texts.nothing}
      action={
        isYear ? (
          <Button renderRoot={(props) => <Link to="/leads" {...props} />}>
            {commonTexts.goToLeads}
          </Button>
        ) : (
          <Button variant="default" onClick={onYear}>
            {texts.showYear}
          </Button>
        )
      }
    >
      {texts.nothingText}
    </EmptyState>
  )
}
