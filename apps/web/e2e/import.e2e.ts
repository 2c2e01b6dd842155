import { readFile } from 'node:fs/promises'

import { owner, setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { enterAt, goTo, signInByKeyboard } from './by-keyboard.ts'
import { expectHeading, signIn } from './sign-in.ts'
import { expect, test } from './test.ts'

let prepared: ReturnType<typeof setUp> | undefined

test('a file from a spreadsheet becomes leads, and what was refused comes back', async ({
  page,
  server,
}) => {
  const { api } = await (prepared ??= setUp(server))
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
  await expect(page.getByText('3 of 5 rows are refused')).toBeVisible()
  await expect(page.getByText('1 of them because its phone number has no country')).toBeVisible()
  await page.getByRole('button', { name: 'Enter the country code' }).click()
  await expect(page.getByLabel('Country code')).toBeFocused()
  await page.keyboard.type('0049')
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
  await expect(page.getByLabel('Country code')).toHaveValue('0049')
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

test('a file without names of columns, in an old encoding, is read once more as it is said to be', async ({
  page,
  server,
}) => {
  const { api } = await (prepared ??= setUp(server))
  const rows = [
    'Пётр Иванов,petr@acme.example,0171 2345678',
    'Anna Klein,anna.k@acme.example,+491712345679',
  ]
  const file = { name: 'list.csv', mimeType: 'text/csv', buffer: inCyrillic(rows.join('\n')) }
  const choose = async (name: string) => {
    const choosing = page.waitForEvent('filechooser')
    await page.getByRole('button', { name }).click()
    await (await choosing).setFiles(file)
  }
  await signIn(page, owner)
  await page.getByRole('link', { name: 'Import' }).click()
  await choose('Choose a file')

  await expectHeading(page, 'list.csv')
  const firstRow = page.getByRole('checkbox', { name: 'The first row has the names' })
  const writtenIn = page.getByRole('combobox', { name: 'Written in' })
  const email = page.getByRole('combobox', { name: 'Column 2 (petr@acme.example) becomes' })
  const tab = (name: string) => page.getByRole('tab', { name })
  await expect(firstRow).not.toBeChecked()
  await expect(email).toHaveValue('email')
  await expect(writtenIn).toHaveValue('windows-1252')
  const leaveOut = page.getByRole('checkbox', { name: 'Leave out phone numbers' })
  await expect(tab('New 1')).toBeVisible()
  await expect(page.getByText('1 of 2 rows is refused')).toBeVisible()
  await leaveOut.check()
  await expect(tab('New 2')).toBeVisible()
  await expect(page.getByText('rows is refused')).toHaveCount(0)
  await writtenIn.selectOption({ label: 'Cyrillic (Windows-1251)' })
  await expect(page.getByRole('cell', { name: 'Пётр Иванов', exact: true }).first()).toBeVisible()
  await expect(writtenIn).toBeFocused()
  await expectAccessible(page)

  await firstRow.check()
  await expect(page.getByText('Choose the column that has the email address')).toBeVisible()
  await expect(page.getByRole('rowheader', { name: 'Пётр Иванов', exact: true })).toBeVisible()
  // The dashboard forgets the file when it is loaded anew, but not how it was read.
  await page.reload()
  await expect(firstRow).toBeDisabled()
  await choose('Choose the file again')
  await firstRow.uncheck()
  await expect(tab('New 2')).toBeVisible()
  await expect(leaveOut).toBeChecked()
  await expect(writtenIn).toHaveValue('windows-1251')
  await page.getByRole('button', { name: 'Import 2 leads' }).click()
  await expect(page.getByRole('link', { name: 'Go to leads' })).toBeVisible()

  const namedSo = async () =>
    (await api.lead.import.list.query()).filter(({ fileName }) => fileName === 'list.csv').length
  await expect.poll(namedSo).toBe(1)
  const { items } = await api.lead.list.query({ search: 'petr@acme.example' })
  expect(items.map(({ name, phone }) => [name, phone])).toEqual([['Пётр Иванов', null]])
})

/** Text as Windows-1251. */
function inCyrillic(text: string): Buffer {
  const byteOf = (code: number) => (code === 0x451 ? 0xb8 : code < 0x400 ? code : code - 0x350)
  return Buffer.from(Array.from(text, (letter) => byteOf(letter.charCodeAt(0))))
}

test('a file is imported by keyboard alone', async ({ page, server }) => {
  const { api } = await (prepared ??= setUp(server))
  const rows = ['Full name,E-mail,Roof', 'Ada King,ada@mill.example,flat', 'Nobody,,']
  const buffer = Buffer.from(rows.join('\n'))
  const { keyboard } = page
  await signInByKeyboard(page)
  await enterAt(page, page.getByRole('link', { name: 'Import' }))
  await expectHeading(page, 'Import leads')
  const choosing = page.waitForEvent('filechooser')
  await enterAt(page, page.getByRole('button', { name: 'Choose a file' }))
  await (await choosing).setFiles({ name: 'fair.csv', mimeType: 'text/csv', buffer })
  await expectHeading(page, 'fair.csv')

  await goTo(page, page.getByRole('combobox', { name: 'Roof becomes' }))
  await keyboard.type('Addr')
  await goTo(page, page.getByLabel('Source of new leads'))
  await keyboard.press('Control+a')
  await keyboard.type('Fair in Leeds')
  const tab = (name: string) => page.getByRole('tab', { name })
  await expect(tab('New 1')).toBeVisible()
  await goTo(page, tab('New 1'))
  await keyboard.press('ArrowLeft')
  await expect(page.getByRole('row', { name: /A lead needs an email address/ })).toBeVisible()
  await enterAt(page, page.getByRole('button', { name: 'Import 1 lead' }))
  await expect(page.getByRole('region', { name: 'Refused rows' })).toBeVisible()
  await enterAt(page, page.getByRole('link', { name: 'Go to leads' }))
  await expectHeading(page, 'Leads')

  const { items } = await api.lead.list.query({ search: 'ada@mill.example' })
  const { address, source } = await api.lead.byId.query({ id: items[0]?.id ?? '' })
  expect([address, source]).toEqual(['flat', 'Fair in Leeds'])
})
