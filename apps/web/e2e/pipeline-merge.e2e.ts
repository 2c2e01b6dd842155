import { setUp } from './api-client.ts'
import { beginMerge } from './database.ts'
import { openSignedIn } from './sign-in.ts'
import { expect, test } from './test.ts'

test('a merge that nobody goes on with is finished by the server, and who looks at the pipeline sees it', async ({
  page,
  server,
}) => {
  const { api, cookies } = await setUp(server)
  const stages = await api.pipeline.stages.query()
  const stageId = stages.find(({ name }) => name === 'Contacted')?.id ?? ''
  const { id } = await api.lead.create.mutate({ name: 'Ann', email: 'ann@acme.example' })
  await api.lead.move.mutate({ id, stageId })
  await openSignedIn(page, { cookies }, '/settings/pipeline')
  const contacted = page.getByRole('textbox', { name: 'Name of Contacted' })
  await expect(contacted).toBeVisible()

  await beginMerge(server, 'Contacted', 'Surveyed')
  // The server looks for such merges every fifteen seconds.
  await expect(contacted).toBeHidden({ timeout: 25_000 })
  const { stage } = await api.lead.byId.query({ id })
  expect(stage.name).toBe('Surveyed')
})
