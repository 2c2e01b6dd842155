import { readFileSync } from 'node:fs'

/** A delivery as Cal.com sends it; the signature among `headers` is for `fixtureSecret`. */
export type Fixture = {
  file: string
  triggerEvent: string | null
  uid: string | null
  about: string
  headers: Record<string, string>
  body: Buffer
}

const folder = new URL('../fixtures/', import.meta.url)

// Written by hand beside the bodies.
const manifest = JSON.parse(readFileSync(new URL('manifest.json', folder), 'utf8')) as {
  secret: string
  fixtures: Omit<Fixture, 'body'>[]
}

/** The signing secret of all fixtures. */
export const fixtureSecret = manifest.secret

/** All fixtures, with the exact bytes of their bodies. */
export const fixtures: Fixture[] = manifest.fixtures.map((fixture) => ({
  ...fixture,
  body: readFileSync(new URL(fixture.file, folder)),
}))

/** The fixture whose file name starts with `prefix`, as "10" or "a8". Throws when there is none. */
export function fixture(prefix: string): Fixture {
  const found = fixtures.find(({ file }) => file.startsWith(`${prefix}-`))
  if (!found) throw new Error(`There is no fixture ${prefix}.`)
  return found
}
