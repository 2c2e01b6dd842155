import type { Page } from '@playwright/test'

import { press, write } from './moves.ts'
import type { Screen } from './screen.ts'

/** Leads that come from a file, step by step. No more than ten files may wait, and each screen leaves one or two. */
export const importScreens: Screen[] = [
  { name: 'import', states: ['empty'], path: '/leads/import' },
  {
    name: 'import-no-file',
    states: ['empty'],
    path: '/leads/import',
    reveal: async (page) => {
      await give(page, 'leads.xlsx', 'PK\u0003\u0004')
      await page.getByRole('alert').waitFor()
    },
  },
  {
    name: 'import-check',
    states: ['real'],
    path: '/leads/import',
    reveal: (page) => check(page),
    whole: true,
  },
  {
    name: 'import-refused',
    states: ['real'],
    path: '/leads/import',
    reveal: async (page) => {
      await check(page)
      await page.getByRole('tab', { name: /^Refused/ }).click()
    },
    whole: true,
  },
  {
    name: 'import-done',
    states: ['real'],
    path: '/leads/import',
    reveal: async (page) => {
      // Others on each width: what is there already is not imported again.
      await check(page, page.viewportSize()?.width === 390 ? 'phone.example' : 'wide.example')
      await press(page, /^Import \d/)
      await page.getByRole('region', { name: 'Refused rows' }).waitFor()
    },
    whole: true,
  },
  {
    name: 'import-unnamed',
    states: ['real'],
    path: '/leads/import',
    reveal: async (page) => {
      const rows = [
        'Jürgen Groß,j.gross@old.example,0171 2345678',
        'Anke Müller,a.mueller@old.example,0171 2345679',
        'Ohne Kontakt,,',
      ]
      await give(page, 'adressen.csv', Buffer.from(rows.join('\n'), 'latin1'))
      await page.getByRole('tab').first().waitFor()
    },
    whole: true,
  },
  {
    name: 'import-read-again',
    states: ['real'],
    path: '/leads/import',
    reveal: async (page) => {
      const text = 'Name,E-Mail,Telefon\nZoë Lang,zoe@old.example,0171 2345678'
      await give(page, 'kontakte.csv', Buffer.from(text, 'latin1'))
      await page.getByRole('tab').first().waitFor()
      await page.reload()
      await page.getByRole('button', { name: 'Choose the file again' }).waitFor()
      await page.getByRole('tab').first().waitFor()
    },
  },
  {
    name: 'import-no-contact',
    states: ['real'],
    path: '/leads/import',
    reveal: async (page) => {
      await give(page, 'streets.csv', 'Name,Street\nAda King,Mill Lane 4\n')
      await page.getByText('Choose the column that has').waitFor()
    },
  },
  {
    name: 'import-stopped',
    states: ['crowded'],
    path: '/leads/import',
    reveal: async (page) => {
      const rows = Array.from({ length: 30_000 }, (_, row) => `Person ${row},p${row}@many.example`)
      await give(page, 'everybody.csv', ['Name,Email', ...rows].join('\n'))
      await press(page, /^Import \d/)
      await press(page, 'Stop')
      await page.getByText(/, stopped/).waitFor()
    },
  },
  // By now there are some.
  { name: 'import-files', states: ['real', 'crowded'], path: '/leads/import' },
  {
    name: 'import-missing',
    states: ['real'],
    path: '/leads/import?id=01900000-0000-7000-8000-000000000000',
    prepare: async () => {},
  },
]

const rows = [
  'Name;E-Mail;Telefon;Straße;Notizen',
  'Jürgen Groß;j.gross@acme.example;0171 2345678;Hauptstraße 1;ruft an',
  '"Müller; Anke";anke@acme.example;;;"zwei Zeilen"',
  'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewiss;w@a-company-with-a-long-name.example;;;',
  'Jane Miller;JANE.DOE@acme.example;;;',
  'Ohne Kontakt;;;;',
  'Doppelt;anke@acme.example;;;',
]

async function check(page: Page, domain = 'acme.example'): Promise<void> {
  await give(
    page,
    'kunden.csv',
    rows.join('\r\n').replaceAll(/(?<=gross|anke)@acme\.example/g, `@${domain}`),
  )
  await page.getByRole('tab').first().waitFor()
  await write(page, 'Country code', '+49')
}

async function give(page: Page, name: string, text: string | Buffer): Promise<void> {
  const buffer = typeof text === 'string' ? Buffer.from(text) : text
  const file = { name, mimeType: 'text/csv', buffer }
  await page.locator('input[type="file"]').setInputFiles(file)
}
