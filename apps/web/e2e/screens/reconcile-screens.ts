import type { Page } from '@playwright/test'

import type { Screen } from './screen.ts'

const path = '/settings/integrations/compare'

/** Comparing with Cal.com. */
export const reconcileScreens: Screen[] = [
  { name: 'reconcile', states: ['empty'], path, whole: true },
  { name: 'reconcile-found', states: ['real'], path, whole: true, reveal: compare },
  {
    name: 'reconcile-only-here',
    states: ['real'],
    path,
    whole: true,
    reveal: async (page) => {
      await compare(page)
      await page.getByRole('tab', { name: /^Only here/ }).click()
    },
  },
  {
    name: 'reconcile-perhaps',
    states: ['empty'],
    path,
    reveal: async (page) => {
      const meeting = ['BEGIN:VEVENT', 'UID:a@Cal.com', 'SEQUENCE:1', 'DTSTART:20300101T090000Z']
      const person = 'ATTENDEE;CN=Wilhelmina Featherstonehaugh-Cholmondeley:mailto:w@example.com'
      const text = ['BEGIN:VCALENDAR', ...meeting, person, 'END:VEVENT', 'END:VCALENDAR']
      await give(page, text.join('\n'), 'bookings.ics')
      await page.getByRole('heading', { name: 'Perhaps missing' }).waitFor()
    },
  },
  {
    name: 'reconcile-other-file',
    states: ['empty'],
    path,
    reveal: async (page) => {
      await give(page, 'Name,Email\nJane,jane@example.com\n')
      await page.getByRole('alert').filter({ hasText: 'no list of bookings' }).waitFor()
    },
  },
]

async function compare(page: Page): Promise<void> {
  const time = (days: number) => new Date(Date.now() + days * 24 * 60 * 60 * 1000).toISOString()
  const row = (uid: string, status: string, days: number, attendee: string) => [
    uid,
    'Survey',
    time(-2),
    status,
    7,
    time(days),
    time(days),
    'sam@solar.example',
    attendee,
  ]
  const rows = [
    row('first', 'upcoming', -30, 'Jo Marsh (jo.marsh@example.com)'),
    row('second', 'upcoming', 30, 'Wilhelmina Featherstonehaugh-Cholmondeley (w@example.com)'),
    row('third', 'cancelled', 3, 'Ivy (Leeds) (ivy@example.com)'),
    row('fourth', 'postponed', 3, ''),
  ]
  const header = 'uid,title,createdAt,timeStatus,eventTypeId,startTime,endTime,userEmail,attendee1'
  await give(page, [header, ...rows.map((cells) => cells.join(','))].join('\n'))
  await page.getByRole('tab', { name: /^Only in Cal.com/ }).waitFor()
}

async function give(page: Page, text: string, name = 'bookings.csv'): Promise<void> {
  const mimeType = name.endsWith('.ics') ? 'text/calendar' : 'text/csv'
  const file = { name, mimeType, buffer: Buffer.from(text) }
  await page.locator('input[type="file"]').setInputFiles(file)
}
