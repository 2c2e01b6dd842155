import type { Cleanup } from '../cleanup.ts'
import type { Databases } from '../databases.ts'
import type { Generator } from '../load/start-generator.ts'
import type { Options } from './options.ts'

/** What every section works with. */
export type Bench = {
  options: Options
  databases: Databases
  generator: Generator
  cleanup: Cleanup
  /** For files of servers; removed in the end. */
  folder: string
  /** Where the product writes its CPU profiles; null when it is not profiled. */
  profileFolder: string | null
  /** Of PostgreSQL; null when it does not run on this machine. */
  postmasterPid: number | null
  /** Connections of the variants to the database, as they do best with. */
  pools: { bare: number; textbook: number }
  /** Tells whoever watches how far it is. */
  say: (line: string) => void
  /** Problems that make a figure void. */
  problems: string[]
  /** A number that no run had before. */
  nextSeed: () => number
}
