import type { Spread } from './statistics.ts'

/** A Markdown table; all columns but the first `left` are numbers. */
export function table(head: string[], rows: string[][], left = 1): string {
  const widths = head.map((title, column) =>
    Math.max(3, title.length, ...rows.map((row) => row[column]?.length ?? 0)),
  )
  const line = (cells: string[]) =>
    `| ${cells.map((cell, column) => pad(cell, widths[column] ?? 0, column < left)).join(' | ')} |`
  const rule = widths.map((width, column) =>
    column < left ? '-'.repeat(width) : `${'-'.repeat(width - 1)}:`,
  )
  return [line(head), line(rule), ...rows.map(line)].join('\n')
}

/** "1,234 (1,200–1,300)": the median and how far it reaches; "void" when there is nothing. */
export function cell(spread: Spread | null, digits = 0): string {
  if (spread === null) return 'void'
  const { median, min, max } = spread
  return `${number(median, digits)} (${number(min, digits)}–${number(max, digits)})`
}

/** The median alone. */
export function middle(spread: Spread | null, digits = 0): string {
  return spread === null ? '–' : number(spread.median, digits)
}

function number(value: number, digits: number): string {
  return value.toLocaleString('en', {
    minimumFractionDigits: digits,
    maximumFractionDigits: digits,
  })
}

function pad(text: string, width: number, isLeft: boolean): string {
  return isLeft ? text.padEnd(width) : text.padStart(width)
}
