import { owner, setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { post } from './cal-com.ts'
import { provedAgo, spoilSecrets } from './database.ts'
import { openSignedIn } from './sign-in.ts'
import { expect, test } from './test.ts'

const first = 'kL9wq2Zx8Vb4Nm6Tr1Yp3Sd5Fg7Hj0Ac'

test('a secret is saved, replaced while the old one counts, checked and stopped', async ({
  page,
  server,
}) => {
  const { api, cookies } = await setUp(server)
  const { id, url } = await api.endpoint.create.mutate({ name: 'Cal.com Leeds' })
  expect(await post(url, first, '10-created')).toBe(401)
  await openSignedIn(page, { cookies }, `/settings/integrations?endpoint=${id}`)

  await expect(page.getByText('1 request with a signature came before')).toBeVisible()
  await page.getByRole('textbox', { name: 'Webhook secret' }).fill(first)
  await page.getByRole('button', { name: 'Save settings' }).click()
  await expect(page.getByText('1 parked delivery now verifies. Apply it? It came')).toBeVisible()
  await page.getByRole('button', { name: 'Apply it' }).click()
  await expect(page.getByText('1 applied, 0 dropped.')).toBeVisible()
  await expect(page.getByText('32 characters')).toBeVisible()

  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  const rotation = page.getByRole('dialog', { name: 'Replace the webhook secret?' })
  await expect(rotation.getByRole('radio', { name: '24 hours' })).toBeChecked()
  await expectAccessible(page)
  await rotation.getByRole('radio', { name: '24 hours' }).focus()
  await page.keyboard.press('Enter')
  const shown = page.getByRole('textbox', { name: 'New secret' })
  await expect(shown).toBeFocused()
  const secret = await shown.inputValue()
  expect(secret).toMatch(/^[0-9a-f]{64}$/)
  expect(await post(url, first, '01-ping')).toBe(200)
  await expect(page.getByText('Last 2 deliveries: 0 new, 2 old')).toBeVisible()
  expect(await post(url, secret, '01-ping', { n: 2 })).toBe(200)
  await expect(page.getByText('Last 3 deliveries: 1 new, 2 old')).toBeVisible()
  await expect(page.getByText('The new secret is in use.')).toBeVisible()
  await expectAccessible(page)
  const leaving = page.getByRole('dialog', { name: 'Leave without the secret?' })
  await page.getByRole('textbox', { name: 'Webhook secret' }).fill('typed by mistake')
  await page.getByRole('button', { name: 'Add account' }).click()
  await page.getByRole('dialog').getByRole('button', { name: 'Add account' }).click()
  await expect(leaving).toBeVisible()
  await expectAccessible(page)
  await leaving.getByRole('button', { name: 'Stay' }).click()
  await page.getByRole('link', { name: 'Rules' }).click()
  await leaving.getByRole('button', { name: 'Stay' }).click()
  await expect(shown).toHaveValue(secret)
  await page.getByRole('button', { name: 'I have pasted it' }).click()
  await expect(page.getByText('It is saved here and not shown any more.')).toBeFocused()
  await expect(shown).toHaveCount(0)

  await provedAgo(server, 6)
  await page.getByRole('button', { name: 'Stop the old one now' }).click()
  const retiring = page.getByRole('dialog', { name: 'Stop the old secret now?' })
  await retiring.getByRole('button', { name: 'Stop the old one now' }).click()
  const proof = page.getByRole('dialog', { name: 'Confirm that it is you' })
  const password = proof.getByRole('textbox', { name: 'Your password' })
  await expect(password).toBeFocused()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  await expect(proof).toBeHidden()
  await expect(retiring.getByText('you have not confirmed that it is you')).toBeVisible()
  await retiring.getByRole('button', { name: 'Stop the old one now' }).click()
  await password.fill('a wrong guess')
  await page.keyboard.press('Enter')
  await expect(proof.getByText('This is not your password.')).toBeVisible()
  await password.fill(owner.password)
  await page.keyboard.press('Enter')
  await expect(proof).toBeHidden()
  await expect(page.getByText('still counts')).toBeHidden()
  expect(await post(url, first, '01-ping', { n: 3 })).toBe(401)

  await page.getByRole('button', { name: 'Check a secret' }).click()
  const checking = page.getByRole('dialog', { name: 'Check a secret' })
  await checking.getByRole('textbox', { name: 'Secret to check' }).fill(first)
  await page.keyboard.press('Enter')
  await expect(checking.getByText('It is a secret that was replaced')).toBeVisible()
  await page.keyboard.press('Escape')

  await page.getByRole('button', { name: 'Leaked: stop now' }).click()
  await page.getByRole('button', { name: 'Stop it and make a new one' }).click()
  await expect(shown).toBeFocused()
  await expect(shown).not.toHaveValue(secret)
  await expect(page.getByRole('dialog', { name: 'Stop every secret so far?' })).toBeHidden()
  const report = page.getByRole('dialog', { name: 'What came in with each secret' })
  await expect(report).toBeHidden()
  await page.getByRole('button', { name: 'See what came in with each secret' }).click()
  await expect(report.getByText('3 deliveries came in.')).toBeVisible()
  const secrets = report.getByRole('combobox', { name: 'Secret' })
  await expect(secrets.getByRole('option')).toHaveText([
    'All of them',
    /counts now · 0 deliveries$/,
    /stopped · 1 delivery$/,
    // With the one that was parked.
    /stopped · 2 deliveries$/,
  ])
  await secrets.selectOption({ index: 2 })
  await expect(report.getByText('1 delivery came in.')).toBeVisible()
  await expectAccessible(page)
  await page.keyboard.press('Escape')
  expect(await post(url, secret, '01-ping', { n: 4 })).toBe(401)
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write'])
  await page.getByRole('link', { name: 'Rules' }).click()
  await leaving.getByRole('button', { name: 'Stay' }).click()
  await expect(shown).toBeVisible()
  await page.getByRole('button', { name: 'Copy', exact: true }).last().click()
  await page.getByRole('link', { name: 'Rules' }).click()
  await expect(page.getByRole('heading', { name: 'Rules', exact: true })).toBeVisible()
  await page.goBack()
  await expect(page.getByText('64 characters')).toBeVisible()
  await expect(shown).toHaveCount(0)

  await spoilSecrets(server)
  await page.reload()
  await expect(page.getByText('Secret unreadable', { exact: true })).toBeVisible()
  await expect(page.getByRole('alert')).toContainText('Put the key back from your backup')
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Generate', exact: true }).click()
  await expect(rotation.getByRole('radio', { name: 'Stop it now' })).toBeChecked()
  await rotation.getByRole('button', { name: 'Generate and replace' }).click()
  await expect(page.getByText('Secret unreadable', { exact: true })).toBeHidden()
})
