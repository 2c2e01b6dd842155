import { post } from '../cal-com.ts'
import { provedAgo } from '../database.ts'
import { press } from './moves.ts'
import type { Screen, World } from './screen.ts'

/** A webhook secret that is not the one in Cal.com. */
export const secretScreens: Screen[] = [
  {
    name: 'integrations-wrong-secret',
    states: ['empty'],
    path: wrongSecretPath,
    reveal: (page) => page.getByText('probably not the one in Cal.com').waitFor(),
    whole: true,
  },
  {
    name: 'integrations-drop-parked',
    states: ['empty'],
    path: wrongSecretPath,
    reveal: (page) => press(page, 'Drop them…'),
  },
]

/** An account whose first secret verifies none of what came before it. */
async function wrongSecretPath({ server, sessions }: World): Promise<string> {
  await provedAgo(server, 0)
  const api = sessions.owner?.api
  const made = await api?.endpoint.create.mutate({ name: crypto.randomUUID().slice(0, 8) })
  const { id = '', url = '' } = made ?? {}
  for (const n of [1, 2, 3]) await post(url, 'Rr7wq2Zx8Vb4Nm6Tr1Yp3Sd5Fg7Hj0Ac', '01-ping', { n })
  await api?.endpoint.generateSecret.mutate({ id })
  return `/settings/integrations?endpoint=${id}`
}
