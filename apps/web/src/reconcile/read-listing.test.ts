import { expect, test } from 'vitest'

import { readListing } from './read-listing.ts'

const fileOf = (lines: string[]) => new File([lines.join('\r\n')], 'file')
const meeting = (uid: string) => [
  ...['BEGIN:VEVENT', `UID:${uid}`, 'DTSTART:20261201T150000Z', 'END:VEVENT'],
]
const calendar = (count: number, domain: string) =>
  fileOf([
    'BEGIN:VCALENDAR',
    ...Array.from({ length: count }, (_, number) => meeting(`u${number}@${domain}`)).flat(),
    ...[...meeting('ana@Cal.com'), 'END:VCALENDAR'],
  ])

test('a whole calendar is read, whatever else is in it', async () => {
  const file = calendar(30_000, 'google.com')
  expect(file.size).toBeGreaterThan(1_800_000)
  const { kind, text } = await readListing(file)
  expect(kind).toBe('ics')
  expect(text.match(/UID:.*/g)).toEqual(['UID:ana@Cal.com'])
})

test('what is too large is refused with what to do', async () => {
  await expect(readListing(calendar(10_000, 'Cal.com'))).rejects.toThrow('Cal.com’s CSV instead')
  const csv = fileOf(['uid,startTime', 'u'.repeat(900_000)])
  await expect(readListing(csv)).rejects.toThrow('choose fewer days')
})
