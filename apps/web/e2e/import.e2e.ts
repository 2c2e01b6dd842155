import { readFile } from 'node:fs/promises'

import { owner, setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { expectHeading, signIn } from './sign-in.ts'
import { expect, test } from './test.ts'

test('a file from a spreadsheet becomes leads, and what was refused comes back', async ({
  page,
  server,
}) => {
  const { api } = await setUp(server)
  const jane = { name: 'Jane Doe', email: 'jane.doe@acme.example' }
  const { id } = await api.lead.create.mutate(jane)
  const rows = [
    'Name;E-Mail;Telefon;Straße;Notizen',
    'Jürgen Groß;j.gross@acme.example;0171 2345678;Hauptstraße 1;ruft an',
    '"Müller; Anke";anke@acme.example;;;"zwei\nZeilen"',
    'Jane Miller;JANE.DOE@acme.example;;;',
    'Ohne Kontakt;;;;',
    'Doppelt;anke@acme.example;;;',
  ]
  // As Excel saves it in Germany.
  const buffer = Buffer.from(rows.join('\r\n'), 'latin1')

  await signIn(page, owner)
  await page.getByRole('link', { name: 'Import' }).click()
  await expectHeading(page, 'Import leads')
  await expectAccessible(page)
  const choosing = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Choose a file' }).press('Enter')
  await (await choosing).setFiles({ name: 'kunden.csv', mimeType: 'text/csv', buffer })

  await expectHeading(page, 'kunden.csv')
  await expect(page.getByRole('combobox', { name: 'Straße becomes' })).toHaveValue('address')
  await expect(page.getByRole('combobox', { name: 'Notizen becomes' })).toHaveValue('')
  const tab = (name: string) => page.getByRole('tab', { name })
  await expect(tab('Refused 3')).toBeVisible()
  await page.getByLabel('Country code').fill('+49')
  await expect(tab('New 2')).toBeVisible()
  await expect(page.getByRole('cell', { name: '+491712345678' })).toBeVisible()
  await expectAccessible(page)
  await tab('Changed 1').click()
  await expect(page.getByRole('row', { name: /Jane Doe → Jane Miller/ })).toBeVisible()
  await tab('Refused 2').click()
  await expect(
    page.getByRole('row', { name: /^6 This is the same email address as in row 3/ }),
  ).toBeVisible()

  // Nothing is lost by loading the page anew.
  await page.reload()
  await page.getByLabel('Country code').fill('+49')
  await page.getByRole('button', { name: 'Import 3 leads' }).click()
  const refused = page.getByRole('region', { name: 'Refused rows' })
  await expect(refused.getByText('A lead needs an email address or a phone number')).toBeVisible()
  await expectAccessible(page)
  const download = page.waitForEvent('download')
  await page.getByRole('link', { name: 'Download them' }).click()
  const text = await readFile(await (await download).path(), 'utf8')
  expect(text.split('\r\n').map((line) => line.split(',')[0])).toEqual(['\ufeffRow', '5', '6', ''])

  const { name, timeline } = await api.lead.byId.query({ id })
  expect([name, timeline[0]?.kind, timeline[0]?.actor]).toEqual([
    ...['Jane Miller', 'edited', { kind: 'user', name: owner.name }],
  ])
  await page.getByRole('link', { name: 'Go to leads' }).click()
  await expect(page.getByRole('link', { name: 'Müller; Anke' }).first()).toBeVisible()
})
