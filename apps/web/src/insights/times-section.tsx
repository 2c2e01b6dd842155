import { fewest } from '@solar-capture/core/insight'

import { count } from '../format.ts'
import * as texts from '../texts/insights.ts'
import type { TimesToBooked } from '../trpc.ts'
import type { Figure } from './figures-table.tsx'
import { groupRows, type Shown } from './group-rows.ts'
import { InsightSection } from './insight-section.tsx'
import { countAndShare, wordGroup, wordSeconds } from './insight-words.ts'
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
      title={texts.times}
      meaning={texts.timesMeaning}
      none={total.captured === 0 && texts.noneCaptured}
      groups={{
        caption: texts.timesBy(shown.by),
        columns: [texts.breakdowns[shown.by], ...texts.timesColumns],
        rows: groupRows(times, toFigures, (group) => wordGroup(group, 'leads', shown)),
      }}
    >
      <dl className={styles['answers']}>
        <div>
          <dt>{texts.halfBooked}</dt>
          <dd>{answer(total.medianSeconds, total.booked, fewest.median)}</dd>
        </div>
        <div>
          <dt>{texts.nineOfTenBooked}</dt>
          <dd>{answer(total.p90Seconds, total.booked, fewest.p90)}</dd>
        </div>
        <div>
          <dt>{texts.leadsBehind}</dt>
          <dd>
            {countAndShare(total.booked, total.captured, fewest.rate)}{' '}
            <small>{texts.ofCaptured(total.captured)}</small>
          </dd>
        </div>
        {total.cameBooked > 0 && (
          <div>
            <dt>{texts.cameBooked}</dt>
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
  return <small>{texts.tooFew(booked)}</small>
}
