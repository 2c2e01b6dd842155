import type { ReactNode } from 'react'

import styles from './figures-table.module.css'

type Row = {
  key: string
  /** Told of a head that is cut. */
  name?: string
  head: ReactNode
  isTotal?: boolean
  /** In pixels; as high as its text where it is left out. */
  height?: number
  /** `bar` is drawn along the figure. */
  places: { figure: ReactNode; bar: ReactNode }[]
}

type Props = {
  /** Draws its first figures large. */
  isChart: boolean
  caption?: string
  /** Of the column of names, then of each figure. */
  columns: ReactNode[]
  rows: Row[]
}

/** The table that figures stand in, and what stands there while they are on their way. */
export function TableOfFigures({ isChart, caption, columns, rows }: Props) {
  return (
    <table className={styles['table']} data-chart={isChart || undefined}>
      {caption !== undefined && <caption className={styles['caption']}>{caption}</caption>}
      <thead>
        <tr>
          {columns.map((column, index) => (
            <th key={index} scope="col">
              {column}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {rows.map(({ key, name, head, isTotal, height, places }) => (
          <tr key={key} data-total={isTotal || undefined} style={{ height }}>
            <th scope="row" title={name}>
              {head}
            </th>
            {places.map(({ figure, bar }, index) => (
              <td key={index}>
                <div className={styles['figure']}>
                  {figure}
                  {bar !== false && (
                    <span className={styles['track']} aria-hidden>
                      {bar}
                    </span>
                  )}
                </div>
              </td>
            ))}
          </tr>
        ))}
      </tbody>
    </table>
  )
}
