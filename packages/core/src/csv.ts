/** Reads CSV that comes in pieces: each answers the rows that it completed. */
export type CsvReader = {
  push: (text: string) => string[][]
  /** What is left once nothing more comes. */
  end: () => string[][]
}

const longestQuoted = 100_000

/**
 * Reads CSV as RFC 4180 has it, with any line ends. A quote counts where a cell begins; elsewhere it is a character like
 * others. Throws when a quoted cell goes on and on, which only one that is never closed does.
 */
export function createCsvReader(delimiter: string): CsvReader {
  let rest = ''
  let row: string[] = []
  let rows = 0

  /** Where the cell that starts at `from` ends, and what it says; null when it may go on. */
  function readQuoted(text: string, from: number, isLast: boolean) {
    let cell = ''
    for (let at = from + 1; ;) {
      const quote = text.indexOf('"', at)
      if (quote === -1 ? text.length - from > longestQuoted : quote - from > longestQuoted) {
        throw new Error(`A quote in row ${rows + 1} is never closed.`)
      }
      if (quote === -1) return isLast ? { cell: cell + text.slice(at), end: text.length } : null
      cell += text.slice(at, quote)
      if (text[quote + 1] === '"') {
        cell += '"'
        at = quote + 2
        continue
      }
      if (quote + 1 === text.length && !isLast) return null
      // Whatever stands between a closing quote and the next delimiter belongs to the cell.
      const end = endOfPlain(text, quote + 1)
      return end === text.length && !isLast
        ? null
        : { cell: cell + text.slice(quote + 1, end), end }
    }
  }

  function endOfPlain(text: string, from: number): number {
    let at = from
    for (; at < text.length; at++) {
      const character = text[at]
      if (character === delimiter || character === '\n' || character === '\r') break
    }
    return at
  }

  function read(text: string, isLast: boolean): string[][] {
    const found: string[][] = []
    let at = 0
    for (;;) {
      if (at >= text.length && !isLast) break
      const isQuoted = text[at] === '"'
      const quoted = isQuoted ? readQuoted(text, at, isLast) : null
      if (isQuoted && !quoted) break
      const end = quoted ? quoted.end : endOfPlain(text, at)
      // Of a line end that is cut in two, the second half may still come.
      if (!isLast && (end === text.length || (text[end] === '\r' && end + 1 === text.length))) break
      row.push(quoted ? quoted.cell : text.slice(at, end))
      at = end + 1
      if (end < text.length && text[end] === delimiter) continue
      if (text[end] === '\r' && text[end + 1] === '\n') at += 1
      found.push(row)
      row = []
      rows += 1
      if (at >= text.length) break
    }
    rest = text.slice(Math.min(at, text.length))
    return found
  }

  return {
    push: (text) => read(rest + text, false),
    end: () => (rest === '' && row.length === 0 ? [] : read(rest, true)),
  }
}

const delimiters = [',', ';', '\t', '|']

/** What stands between the cells of CSV, by its first rows: what gives the most of them the same number of cells, and most cells. */
export function guessDelimiter(sample: string): string {
  const score = (delimiter: string) => {
    const rows = rowsOf(sample, delimiter)
    const width = rows[0]?.length ?? 0
    return width < 2
      ? 0
      : rows.filter((row) => row.length === width).length / rows.length + width / 1_000
  }
  const scores = delimiters.map((delimiter) => ({ delimiter, score: score(delimiter) }))
  return scores.toSorted((a, b) => b.score - a.score)[0]?.delimiter ?? ','
}

function rowsOf(sample: string, delimiter: string): string[][] {
  try {
    return createCsvReader(delimiter).push(`${sample}\n`).slice(0, 50)
  } catch {
    return []
  }
}

// A spreadsheet takes what begins so for a formula, also behind apostrophes of ours.
const formula = /^'*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20]/
const disarmed = /^'(?='*[=+\-@\t\r\uff1d\uff0b\uff0d\uff20])/

/** Text that no spreadsheet calculates: what could be a formula gets an apostrophe in front, phone numbers with a plus too. */
export function disarm(text: string): string {
  return formula.test(text) ? `'${text}` : text
}

/** What `disarm` was given. */
export function rearm(text: string): string {
  return text.replace(disarmed, '')
}

/** A line of CSV with its end; null is an empty cell. */
export function csvLine(cells: (string | null)[]): string {
  return `${cells.map(toCsv).join(',')}\r\n`
}

function toCsv(cell: string | null): string {
  const text = disarm(cell ?? '')
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}
