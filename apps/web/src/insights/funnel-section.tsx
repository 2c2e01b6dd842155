import { fewest } from '@solar-capture/core/insight'

import { StageLabel } from '../components/badge.tsx'
import { count } from '../format.ts'
import * as texts from '../texts/insights.ts'
import type { Funnel } from '../trpc.ts'
import { FiguresTable, type FiguresRow } from './figures-table.tsx'
import { groupRows, type Shown } from './group-rows.ts'
import { InsightSection } from './insight-section.tsx'
import { barOf, countAndShare, share, wordGroup } from './insight-words.ts'

/** How far the leads of the period got, step by step. */
export function FunnelSection({ funnel, shown }: { funnel: Funnel; shown: Shown }) {
  const { steps, total } = funnel
  const captured = total.reached[0] ?? 0
  const rows = steps.map((step, index): FiguresRow => {
    const reached = total.reached[index] ?? 0
    const before = index === 0 ? null : (total.reached[index - 1] ?? 0)
    const lost = total.lost[index] ?? 0
    return {
      ...{ key: step.id, name: step.name, label: <StageLabel stage={step} /> },
      figures: [
        {
          text: count(reached),
          plain: String(reached),
          bar: captured === 0 ? 0 : reached / captured,
        },
        { text: share(reached, captured, fewest.rate) ?? '–' },
        { text: before === null ? '' : (share(reached, before, fewest.rate) ?? '–') },
        { text: count(lost), plain: String(lost) },
      ],
    }
  })
  const toFigures = ({ reached, lost }: Funnel['total']) => [
    ...steps.map((_, index) => {
      const [all = 0, some = 0] = [reached[0], reached[index]]
      return {
        text: index === 0 ? count(some) : countAndShare(some, all, fewest.rate),
        plain: String(some),
        bar: barOf(some, all),
      }
    }),
    ...[lost.reduce((sum, amount) => sum + amount, 0)].map((amount) => ({
      text: countAndShare(amount, reached[0] ?? 0, fewest.rate),
      plain: String(amount),
    })),
  ]
  return (
    <InsightSection
      title={texts.funnel}
      meaning={texts.funnelMeaning}
      none={captured === 0 && texts.noneCaptured}
      groups={{
        caption: texts.funnelBy(shown.by),
        columns: [texts.breakdowns[shown.by], ...steps.map(({ name }) => name), texts.lost],
        rows: groupRows(funnel, toFigures, (group) => wordGroup(group, 'leads', shown)),
      }}
    >
      <FiguresTable isChart caption={texts.funnelSteps} columns={texts.funnelColumns} rows={rows} />
    </InsightSection>
  )
}
