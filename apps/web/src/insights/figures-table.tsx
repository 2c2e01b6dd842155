import type { ReactNode } from 'react'

import { csvLine } from '@solar-capture/core/csv'

import styles from './figures-table.module.css'
import { TableOfFigures } from './table-of-figures.tsx'

/** What a place of a table says, and how long its bar is, from 0 to 1. */
export type Figure = {
  text: string
  /** As a spreadsheet is given it; `text` where it is left out. */
  plain?: string
  bar?: number
}

export type FiguresRow = {
  key: string
  name: string
  /** What stands in place of the name. */
  label?: ReactNode
  figures: Figure[]
  /** Sums the others up. */
  isTotal?: boolean
}

export type Figures = {
  /** Draws its first figures large. */
  isChart?: boolean
  /** What the table is about, for who does not see where it stands. */
  caption: string
  /** Of the column of names, then of each figure. */
  columns: string[]
  rows: FiguresRow[]
}

/** Figures by name: a table whose places have bars, so that it is a chart as well. */
export function FiguresTable({ isChart = false, caption, columns, rows }: Figures) {
  return (
    // It may be wider than a phone, and then has to be reached by keyboard.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <div className={styles['scroll']} role="region" aria-label={caption} tabIndex={0}>
      <TableOfFigures
        {...{ isChart, caption, columns }}
        rows={rows.map(({ key, name, label, figures, isTotal = false }) => ({
          ...{ key, isTotal, name, head: label ?? name },
          places: figures.map(({ text, bar = 0 }) => ({
            figure: <span>{text}</span>,
            bar: bar > 0 && <Bar length={bar} />,
          })),
        }))}
      />
    </div>
  )
}

function Bar({ length }: { length: number }) {
  const width = `${Math.min(100, length * 100)}%`
  return <span className={styles['bar']} style={{ width }} />
}

/** The same table as CSV, with line ends as spreadsheets write them. */
export function toCsv({ columns, rows }: Figures): string {
  const lines = rows.map(({ name, figures }) => [
    name,
    ...figures.map(({ text, plain }) => plain ?? text),
  ])
  return [columns, ...lines].map(csvLine).join('')
}
