import { setUp } from './api-client.ts'
import { expectAccessible } from './axe.ts'
import { openSignedIn } from './sign-in.ts'
import { expect, test } from './test.ts'

test('a stage that a rule names is not taken off the list, and one that was is put back by itself', async ({
  page,
  server,
}) => {
  const { api, cookies } = await setUp(server)
  const stages = await api.pipeline.stages.query()
  const idOf = (name: string) => stages.find((stage) => stage.name === name)?.id ?? ''
  await api.pipeline.saveRules.mutate({
    rules: [
      { fact: 'booked', eventTypeId: null, stageId: idOf('Booked') },
      { fact: 'cancelled', eventTypeId: null, stageId: idOf('Contacted') },
    ],
  })
  await openSignedIn(page, { cookies }, '/settings/pipeline')
  await page.getByRole('button', { name: 'More for Contacted' }).click()
  const remove = page.getByRole('menuitem', { name: 'Remove' })
  await expect(remove).toContainText('A rule names it, or did')
  await expect(remove).toBeDisabled()
  await page.keyboard.press('Escape')

  await page.getByRole('textbox', { name: 'Name of Quoted' }).fill('Offer made')
  await page.getByRole('button', { name: 'More for Surveyed' }).click()
  await remove.click()
  await expect(page.getByRole('textbox', { name: 'Name of Surveyed' })).toHaveCount(0)
  await expect(page.getByText('Gone once you save:')).toBeVisible()
  await expectAccessible(page)
  await page.getByRole('button', { name: 'Put Surveyed back' }).click()
  await expect(page.getByRole('textbox', { name: 'Name of Surveyed' })).toBeFocused()
  await expect(page.getByText('Gone once you save:')).toHaveCount(0)
  const list = page.getByRole('list', { name: 'Stages' })
  await expect(list.getByRole('textbox').nth(3)).toHaveValue('Surveyed')
  await expect(list.getByRole('textbox').nth(4)).toHaveValue('Offer made')
})
