import { enter, owner } from '../api-client.ts'
import { post } from '../cal-com.ts'
import type { Server } from '../server.ts'
import { bookingOf, type Story } from './office.ts'
import { join, type Api } from './people.ts'
import type { World } from './screen.ts'

const password = 'up on a ladder again'
const scopes = ['leads:read', 'leads:write', 'deliveries:read', 'settings:write'] as const

// Of 60 characters and more, with and without a place to break.
const longNames = [
  'Bartholomew Featherstonehaugh-Cholmondeley of Lower Slaughter',
  'Photovoltaikanlagenbetriebsgesellschaftsgeschäftsführerin Anna',
  'Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewiss',
  'Grundstücksverkehrsgenehmigungszuständigkeitsübertragungsamt',
  'María de los Ángeles Fernández-Villaverde y Martínez de Irujo',
  'Nguyễn Thị Hoàng Phương Thảo Trần Lê Đặng Vũ Bùi Đỗ Hồ Ngô Dương',
]
const browsers = [
  'Mozilla/5.0 (Windows NT 10.0) Firefox/143.0',
  'Mozilla/5.0 (iPhone) Version/19.0 Mobile Safari/604.1',
  'Mozilla/5.0 (Linux; Android 16) SamsungBrowser/29.0 Chrome/136.0',
  'Mozilla/5.0 (Macintosh) Version/19.0 Safari/605.1',
  'curl/8.9',
]

const of = <T>(all: readonly T[], index: number): T => {
  const found = all[index % all.length]
  if (found === undefined) throw new Error('There is nothing to choose from.')
  return found
}

/** More of everything than an office has, with names as long as they get and fields left empty. */
export async function crowd(server: Server, api: Api, story: Story): Promise<World['sessions']> {
  await crowdWork(api, story)
  await crowdSettings(api)
  for (let index = 0; index < 18; index += 1) {
    const name = index % 3 === 0 ? of(longNames, index / 3) : `Colleague ${index + 1}`
    const email = `${index % 3 === 0 ? 'somebody.with.a.very.long.address.' : 'colleague.'}${index}@sunnyroofs.example`
    const role = of(['agent', 'viewer', 'admin', 'owner'] as const, index)
    await join(server, api, { name, email, password }, role)
  }
  // An address may sign in twenty times in a minute.
  for (let index = 0; index < 11; index += 1) {
    await enter(server, owner, of(browsers, index))
  }
  const { api: elsewhere } = await enter(server, owner)
  for (let index = 0; index < 14; index += 1) {
    const name =
      index % 4 === 0 ? `${of(longNames, index / 4)} GmbH & Co. KG` : `Brand ${index + 1}`
    await elsewhere.workspace.create.mutate({ name })
  }
  for (let index = 0; index < 4; index += 1) {
    const guess = { email: `nobody.${index}@sunnyroofs.example`, password }
    await enter(server, guess).catch(() => {})
  }
  return {}
}

async function crowdWork(api: Api, { url, secret, leadId }: Story): Promise<void> {
  for (const [index, name] of longNames.entries()) {
    await api.lead.create.mutate({
      name,
      email: `somebody.with.a.very.long.address.${index}@a-company-with-a-long-name.example`,
      source: `${name} (Empfehlung)`.slice(0, 60),
    })
    await api.lead.create.mutate({
      name: `${name.slice(0, 57)} ${index}`,
      phone: `+4420794603${10 + index}`,
    })
  }
  for (let index = 0; index < 25; index += 1) {
    await api.lead.addNote.mutate({
      id: leadId,
      text: `${of(longNames, index)} called about offer ${index + 1}.`,
    })
    const name = index % 2 === 0 ? of(longNames, index / 2) : `Waiting Person ${index}`
    await post(
      url,
      secret,
      '10-created',
      bookingOf(name, `waiting.${index}@somewhere-rather-long.example`, 100 + index),
    )
  }
  await api.lead.update.mutate({ id: leadId, name: of(longNames, 0), source: of(longNames, 3) })
  // It is written with a letter that only looks like an a.
  await post(
    url,
    secret,
    '10-created',
    bookingOf('J\u0430ne Doe', 'jane.doe@\u0430cme.example', 99),
  )
  for (let index = 0; index < 12; index += 1) {
    await post(url, `another secret that nobody gave it ${index}`, '10-created')
  }
}

async function crowdSettings(api: Api): Promise<void> {
  for (let index = 0; index < 16; index += 1) {
    const name = index % 3 === 0 ? of(longNames, index / 3) : `Program ${index + 1}`
    const { id } = await api.apiKey.create.mutate({
      name,
      scopes: scopes.slice(0, 1 + (index % 4)),
    })
    if (index % 4 === 3) await api.apiKey.revoke.mutate({ id })
  }
  for (let index = 0; index < 8; index += 1) {
    const email = `somebody.who.was.invited.long.ago.${index}@a-company-with-a-long-name.example`
    await api.member.invite.mutate({ email, role: index % 2 === 0 ? 'agent' : 'admin' })
  }
  for (const [index, mode] of (['active', 'paused', 'disabled'] as const).entries()) {
    const { id } = await api.endpoint.create.mutate({ name: of(longNames, index) })
    await api.endpoint.generateSecret.mutate({ id })
    await api.endpoint.update.mutate({ id, mode })
  }
}
