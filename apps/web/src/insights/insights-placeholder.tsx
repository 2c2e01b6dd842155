import { Skeleton, VisuallyHidden } from '@mantine/core'
import type { ReactNode } from 'react'

import type { Breakdown } from '@solar-capture/core/insight'

import { Section } from '../components/section.tsx'
import * as texts from '../texts/insights.ts'
import placeholderStyles from './insights-placeholder.module.css'
import styles from './insights.module.css'
import { TableOfFigures } from './table-of-figures.tsx'

// As many as there are by default, and as there often are.
const usualStages = 6
const usualGroups = 5

/** What stands there while the figures are on their way: all that is known before, and grey bars where they will be. */
export function InsightsPlaceholder({ by }: { by: Breakdown }) {
  const groups = texts.breakdowns[by]
  const outcomes = [texts.tookPlace, texts.noShow, texts.cancelled, texts.moved]
  return (
    <div aria-busy="true">
      <VisuallyHidden role="status">{texts.loading}</VisuallyHidden>
      <div className={styles['sections']} aria-hidden>
        <Question
          title={texts.funnel}
          meaning={texts.funnelMeaning}
          groups={[groups, ...Array.from({ length: usualStages }, () => ''), texts.lost]}
        >
          <BarsTable chartRow={38} columns={texts.funnelColumns} rows={usualStages} />
        </Question>
        <Question
          title={texts.times}
          meaning={texts.timesMeaning}
          groups={[groups, ...texts.timesColumns]}
        >
          <dl className={styles['answers']}>
            {[texts.halfBooked, texts.nineOfTenBooked, texts.leadsBehind].map((name) => (
              <div key={name}>
                <dt>{name}</dt>
                <dd>
                  <Bar width={64} />
                </dd>
              </div>
            ))}
          </dl>
        </Question>
        <Question
          title={texts.outcomes}
          meaning={texts.outcomesMeaning}
          groups={[groups, texts.bookings, ...outcomes]}
        >
          <BarsTable chartRow={40} columns={texts.outcomesColumns} rows={7} />
        </Question>
      </div>
    </div>
  )
}

type QuestionProps = { title: string; meaning: string; children: ReactNode; groups: string[] }

function Question({ title, meaning, children, groups }: QuestionProps) {
  return (
    <div className={styles['section']}>
      <Section title={title} actions={<Skeleton height={30} width={118} />}>
        <p className={`muted ${styles['meaning']}`}>{meaning}</p>
        {children}
        <h3 className={styles['by']}>{texts.by(groups[0] ?? '')}</h3>
        <BarsTable columns={groups} rows={usualGroups} />
      </Section>
    </div>
  )
}

type BarsTableProps = {
  /** How high a row is, in pixels, where the first figures are drawn large. */
  chartRow?: number
  columns: string[]
  rows: number
}

/** A table of figures whose figures are not there yet. */
function BarsTable({ chartRow, columns, rows }: BarsTableProps) {
  const isChart = chartRow !== undefined
  return (
    <div className={placeholderStyles['cut']}>
      <TableOfFigures
        isChart={isChart}
        columns={columns.map((column, index) => column || <Bar key={index} width={52} />)}
        rows={Array.from({ length: rows }, (_, row) => ({
          key: String(row),
          ...(isChart && { height: chartRow }),
          head: <Bar width={72 + ((row * 29) % 48)} />,
          places: columns.slice(1).map((_column, index) => ({
            figure: <Bar width={24} />,
            bar: isChart && index === 0 && (
              <Skeleton
                component="span"
                display="block"
                height="100%"
                width={`${90 - row * 12}%`}
              />
            ),
          })),
        }))}
      />
    </div>
  )
}

/** As high as a line of the text that it stands for. */
function Bar({ width }: { width: number }) {
  return (
    <span className={placeholderStyles['line']}>
      <Skeleton component="span" height={11} width={width} />
    </span>
  )
}
