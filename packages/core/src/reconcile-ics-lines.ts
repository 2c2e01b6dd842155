/** A line of a calendar file, with those joined that were folded, and where in the file it begins. */
export type IcsLine = { number: number; text: string }

/** A content line: `NAME;PARAMETER=value:text`. */
export type IcsProperty = { name: string; parameters: Map<string, string>; value: string }

/** What `onlyCalcomMeetings` writes into each meeting: the line at which it began. */
const lineMark = 'X-SOLAR-CAPTURE-LINE'

// What is compared; the rest says whom else they meet and where.
const kept = new Set([
  ...['UID', 'SEQUENCE', 'RECURRENCE-ID', 'RRULE', 'RDATE', 'STATUS', 'DTSTART', 'DTEND'],
  ...['SUMMARY', 'ORGANIZER', 'ATTENDEE', 'CREATED', 'LAST-MODIFIED', 'DTSTAMP'],
])

/** The uid that the booking of a meeting had first; null where Cal.com did not make the meeting. */
export function firstUidOf(meeting: IcsProperty[]): string | null {
  const uid = meeting.find(({ name }) => name === 'UID')?.value.trim() ?? ''
  return /^(.{1,255})@cal\.com$/i.exec(uid)?.[1] ?? null
}

/** Whether a text is a calendar file. */
export function isCalendar(text: string): boolean {
  return /^\uFEFF?\s*BEGIN:VCALENDAR[ \t]*(?:[\r\n]|$)/i.test(text.slice(0, 1_000))
}

/**
 * Leaves of a calendar file only the meetings that Cal.com made, and of these what is compared: a calendar can only be exported
 * whole. Each keeps the number of the line at which it began.
 */
export function onlyCalcomMeetings(text: string): string {
  const meetings = meetingsIn(unfoldLines(text)).filter(({ body }) => firstUidOf(body) !== null)
  const inside = meetings.flatMap(({ start, body, lines }) => [
    'BEGIN:VEVENT',
    `${lineMark}:${start}`,
    ...lines.filter((_, index) => kept.has(body[index]?.name ?? '')),
    'END:VEVENT',
  ])
  return ['BEGIN:VCALENDAR', ...inside, 'END:VCALENDAR', ''].join('\r\n')
}

/** The lines of a calendar file (RFC 5545), with those joined that were folded. */
export function unfoldLines(text: string): IcsLine[] {
  const lines: IcsLine[] = []
  for (const [index, line] of text
    .replace(/^\uFEFF/, '')
    .split(/\r\n|\n|\r/)
    .entries()) {
    const last = lines.at(-1)
    if (/^[ \t]/.test(line) && last) last.text += line.slice(1)
    else lines.push({ number: index + 1, text: line })
  }
  return lines
}

/** A meeting of a calendar file: the line that it begins at, and what is said of it, read and as it is written. */
export type Meeting = { start: number; body: IcsProperty[]; lines: string[] }

/** The meetings of a calendar file. */
export function meetingsIn(lines: IcsLine[]): Meeting[] {
  const meetings: Meeting[] = []
  let depth = 0
  for (const { number, text } of lines) {
    if (depth === 0 && !/^BEGIN/i.test(text)) continue
    const property = parseProperty(text)
    const isMeeting = property?.value.trim().toUpperCase() === 'VEVENT'
    if (property?.name === 'BEGIN') {
      // What stands within a meeting, as an alarm, is not about it.
      if (isMeeting && depth === 0) meetings.push({ start: number, body: [], lines: [] })
      if (isMeeting || depth > 0) depth += 1
    } else if (property?.name === 'END') {
      if (depth > 0) depth -= 1
    } else if (property && depth === 1) {
      const meeting = meetings.at(-1)
      meeting?.body.push(property)
      meeting?.lines.push(text)
      if (meeting && property.name === lineMark) meeting.start = Number(property.value) || number
    }
  }
  return meetings
}

function parseProperty(text: string): IcsProperty | null {
  // Parameter values may stand in quotes, with colons and semicolons in them.
  const [, head, value] = /^((?:[^":]|"[^"]*")+):(.*)$/s.exec(text) ?? []
  if (head === undefined || value === undefined) return null
  const [name = '', ...rest] = head.match(/(?:[^";]|"[^"]*")+/g) ?? []
  const parameters = rest.map((parameter): [string, string] => {
    const at = parameter.indexOf('=')
    return [parameter.slice(0, at).toUpperCase(), parameter.slice(at + 1).replaceAll('"', '')]
  })
  return { name: name.trim().toUpperCase(), parameters: new Map(parameters), value }
}
