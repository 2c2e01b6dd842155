import { readFileSync, readdirSync } from 'node:fs'
import { join } from 'node:path'

import { root } from './run-program.ts'

const folder = join(root, 'packages', 'core', 'fixtures')
const ending = '.body'

/** A delivery of Cal.com's that belongs to the project: `10-created`, what it is in words, its exact text. */
export type Fixture = { name: string; about: string; contentType: string; body: string }

/** The names of all fixtures in their order. */
export function fixtureNames(): string[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith(ending))
    .map((file) => file.slice(0, -ending.length))
    .toSorted()
}

/**
 * The one of `names` that `wanted` means: the whole name (`10-created`), its number (`10`), or the first one that
 * is called so (`created`) or begins so (`cancelled` for `14-cancelled-by-attendee`). Throws when there is none.
 */
export function chooseName(wanted: string, names: string[]): string {
  const after = (name: string) => name.slice(name.indexOf('-') + 1)
  const found =
    names.find((name) => name === wanted) ??
    names.find((name) => name.startsWith(`${wanted}-`)) ??
    names.find((name) => after(name) === wanted) ??
    names.find((name) => after(name).startsWith(wanted))
  if (wanted === '' || found === undefined) {
    throw new Error(`There is no fixture called "${wanted}". --list shows them all.`)
  }
  return found
}

/** Reads the fixture of that exact name. */
export function readFixture(name: string): Fixture {
  // The project's own file.
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as {
    fixtures: { file: string; about: string; headers?: Record<string, string> }[]
  }
  const entry = manifest.fixtures.find(({ file }) => file === `${name}${ending}`)
  return {
    name,
    about: entry?.about ?? '',
    contentType: entry?.headers?.['content-type'] ?? 'application/json',
    body: readFileSync(join(folder, `${name}${ending}`), 'utf8'),
  }
}
