import {
  IconBan,
  IconCalendarRepeat,
  IconCalendarTime,
  IconCalendarX,
  IconCircleCheck,
  IconHourglass,
  IconUserOff,
} from '@tabler/icons-react'

import { fewest } from '@solar-capture/core/insight'

import { count } from '../format.ts'
import type { Wording } from '../state-words.ts'
import * as texts from '../texts/insights.ts'
import type { Outcomes } from '../trpc.ts'
import { type Figure, FiguresTable, type FiguresRow } from './figures-table.tsx'
import { groupRows, type Shown } from './group-rows.ts'
import { InsightSection } from './insight-section.tsx'
import { barOf, countAndShare, share, wordGroup } from './insight-words.ts'
import styles from './insights.module.css'

type Numbers = Outcomes['total']

const settled = {
  tookPlace: { label: texts.tookPlace, tone: 'green', icon: IconCircleCheck },
  noShow: { label: texts.noShow, tone: 'red', icon: IconUserOff },
  cancelled: { label: texts.cancelled, tone: 'red', icon: IconCalendarX },
} as const satisfies Record<string, Wording>

const others = {
  toCome: { label: texts.toCome, tone: 'blue', icon: IconCalendarTime },
  waiting: { label: texts.notConfirmed, tone: 'amber', icon: IconHourglass },
  declined: { label: texts.declined, tone: 'grey', icon: IconBan },
} as const satisfies Record<string, Wording>

const moved: Wording = { label: texts.moved, tone: 'grey', icon: IconCalendarRepeat }

/** What became of the bookings of the period. */
export function OutcomesSection({ outcomes, shown }: { outcomes: Outcomes; shown: Shown }) {
  const { total } = outcomes
  const all = allOf(total)
  const rows: FiguresRow[] = [
    ...kindsOf(settled).map(([kind, wording]) =>
      row(kind, wording, total[kind], all, settledOf(total)),
    ),
    ...kindsOf(others).map(([kind, wording]) => row(kind, wording, total[kind], all, null)),
    row('moved', moved, total.moved, all, null),
  ]
  const toFigures = (numbers: Numbers): Figure[] => [
    { text: count(allOf(numbers)), plain: String(allOf(numbers)) },
    ...kindsOf(settled).map(([kind]) => ({
      text: countAndShare(numbers[kind], settledOf(numbers), fewest.rate),
      plain: String(numbers[kind]),
      bar: barOf(numbers[kind], settledOf(numbers)),
    })),
    {
      text: countAndShare(numbers.moved, allOf(numbers), fewest.rate),
      plain: String(numbers.moved),
    },
  ]
  return (
    <InsightSection
      title={texts.outcomes}
      meaning={texts.outcomesMeaning}
      none={allOf(outcomes.total) === 0 && texts.noneStarts}
      groups={{
        caption: texts.outcomesBy(shown.by),
        columns: [
          ...[texts.breakdowns[shown.by], texts.bookings],
          ...[...Object.values(settled), moved].map(({ label }) => label),
        ],
        rows: groupRows(outcomes, toFigures, (group) => wordGroup(group, 'bookings', shown)),
      }}
    >
      <FiguresTable
        isChart
        caption={texts.outcomesTogether}
        columns={texts.outcomesColumns}
        rows={rows}
      />
    </InsightSection>
  )
}

function row(
  key: string,
  { label, tone, icon: Icon }: Wording,
  amount: number,
  all: number,
  whole: number | null,
): FiguresRow {
  return {
    ...{ key, name: label },
    label: (
      <span className={styles['outcome']} data-tone={tone}>
        <Icon size={16} aria-hidden />
        {label}
      </span>
    ),
    figures: [
      { text: count(amount), plain: String(amount), bar: all === 0 ? 0 : amount / all },
      { text: whole === null ? '' : (share(amount, whole, fewest.rate) ?? '–') },
    ],
  }
}

function settledOf({ tookPlace, noShow, cancelled }: Numbers): number {
  return tookPlace + noShow + cancelled
}

function allOf(numbers: Numbers): number {
  const { toCome, waiting, declined } = numbers
  return settledOf(numbers) + toCome + waiting + declined
}

function kindsOf<Kind extends string>(words: Record<Kind, Wording>): [Kind, Wording][] {
  // Objects of ours have no keys but those of their type.
  return Object.entries(words) as [Kind, Wording][]
}
