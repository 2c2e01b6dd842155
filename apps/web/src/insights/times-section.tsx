import { fewest } from '@solar-capture/core/insight'

import { count, counted } from '../format.ts'
import type { TimesToBooked } from '../trpc.ts'
import type { Figure } from './figures-table.tsx'
import { groupRows, type Shown } from './group-rows.ts'
import { InsightSection } from './insight-section.tsx'
import { breakdownWords, countAndShare, wordGroup, wordSeconds } from './insight-words.ts'
import styles from './insights.module.css'

type Times = TimesToBooked['total']

/** How long the leads of the period took to their first booking. */
export function TimesSection({ times, shown }: { times: TimesToBooked; shown: Shown }) {
  const { total, groups } = times
  const longest = Math.max(
    ...[total, ...groups.map(({ figures }) => figures)].map(
      ({ booked, medianSeconds, p90Seconds }) =>
        (booked < fewest.p90 ? medianSeconds : p90Seconds) ?? 0,
    ),
    1,
  )
  const toFigures = (numbers: Times): Figure[] => [
    timeFigure(numbers.medianSeconds, numbers.booked >= fewest.median, longest),
    timeFigure(numbers.p90Seconds, numbers.booked >= fewest.p90, longest),
    { text: count(numbers.booked), plain: String(numbers.booked) },
    { text: count(numbers.captured), plain: String(numbers.captured) },
  ]
  return (
    <InsightSection
      title="From captured to booked"
      meaning="How long the leads that were captured in this period took until their first booking was made. Those that have not booked yet, and those that came with a booking, have no time."
      none={total.captured === 0 && 'No lead was captured in these days.'}
      groups={{
        caption: `From captured to booked, by ${breakdownWords[shown.by].toLowerCase()}`,
        columns: [
          ...[breakdownWords[shown.by], 'Half within', 'Nine of ten within', 'Booked later'],
          'Captured',
        ],
        rows: groupRows(times, toFigures, (group) => wordGroup(group, 'leads', shown)),
      }}
    >
      <dl className={styles['answers']}>
        <div>
          <dt>Half booked within</dt>
          <dd>{answer(total.medianSeconds, total.booked, fewest.median)}</dd>
        </div>
        <div>
          <dt>Nine of ten booked within</dt>
          <dd>{answer(total.p90Seconds, total.booked, fewest.p90)}</dd>
        </div>
        <div>
          <dt>Leads that this rests on</dt>
          <dd>
            {countAndShare(total.booked, total.captured, fewest.rate)}{' '}
            <small>of {count(total.captured)} captured</small>
          </dd>
        </div>
        {total.cameBooked > 0 && (
          <div>
            <dt>Came with a booking</dt>
            <dd>{count(total.cameBooked)}</dd>
          </div>
        )}
      </dl>
    </InsightSection>
  )
}

function timeFigure(seconds: number | null, isEnough: boolean, longest: number): Figure {
  if (seconds === null || !isEnough) return { text: '–', plain: '' }
  return { text: wordSeconds(seconds), plain: String(seconds), bar: seconds / longest }
}

function answer(seconds: number | null, booked: number, least: number) {
  if (seconds !== null && booked >= least) return wordSeconds(seconds)
  return <small>{counted(booked, 'lead')}: too few to say</small>
}
