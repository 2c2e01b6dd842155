import { setTimeout as sleep } from 'node:timers/promises'

import { importChunk, type ImportMemory } from '@solar-capture/db/import-chunk'
import { listAtWork, stopImport, type ImportPlace } from '@solar-capture/db/imports'
import { isUnavailable } from '@solar-capture/db/unavailable'

import type { Deps } from './deps.ts'

/** Imports files beside everything else. */
export type Importer = ReturnType<typeof createImporter>

const everyMs = 10_000
const toldEveryMs = 1_000
const retryMs = 1_000
const mostFailures = 5
// Webhooks come first: for each part, as long as this of it, nothing is done. More of it slows imports and helps them no further.
const pauseShare = 0.02

/**
 * Imports the files that are to be imported, of every workspace: a part of each in turn. Any number of processes may do so;
 * what one of them leaves, another one goes on with. Does nothing until `wake` or `start`.
 */
export function createImporter(deps: Pick<Deps, 'db' | 'changes' | 'now' | 'reportError'>) {
  let running: Promise<void> | null = null
  let isClosed = false
  let timer: NodeJS.Timeout | undefined

  const wake = (): void => {
    if (isClosed) return
    running = (running ?? Promise.resolve())
      .then(() => importAll(deps, () => isClosed))
      .catch((error: unknown) => {
        if (!isUnavailable(error)) deps.reportError(error, 'Files could not be imported')
      })
  }

  return {
    /** Looks now for files to import. */
    wake,
    /** Looks every ten seconds for files that another process left. */
    start: (): void => {
      timer = setInterval(wake, everyMs)
      timer.unref()
      wake()
    },
    /** Waits until there is nothing left to do. */
    idle: async (): Promise<void> => running ?? undefined,
    /** Ends it after the part that is under way. */
    close: async (): Promise<void> => {
      isClosed = true
      clearInterval(timer)
      await running
    },
  }
}

type ImportDeps = Parameters<typeof createImporter>[0]

async function importAll(deps: ImportDeps, isClosed: () => boolean): Promise<void> {
  const memories = new Map<string, ImportMemory>()
  const told = new Map<string, number>()
  const tell = ({ workspaceId }: ImportPlace, isOver: boolean) => {
    const now = performance.now()
    if (!isOver && now - (told.get(workspaceId) ?? -Infinity) < toldEveryMs) return
    told.set(workspaceId, now)
    deps.changes.publish(workspaceId, { kinds: ['lead', 'import'], leadIds: [] })
  }
  for (let failures = 0; !isClosed() && failures < mostFailures;) {
    let hasDone = false
    for (const place of await listAtWork(deps.db)) {
      const memory = memories.get(place.id) ?? { done: 0, seen: new Map() }
      memories.set(place.id, memory)
      const startedAt = performance.now()
      try {
        const step = await importChunk(deps.db, place, memory, deps.now())
        failures = 0
        if (step === null) continue
        hasDone = true
        tell(place, step.state !== 'importing')
        if (isClosed()) return
        await sleep((performance.now() - startedAt) * pauseShare)
      } catch (error) {
        failures += 1
        memories.delete(place.id)
        if (isUnavailable(error)) await sleep(retryMs)
        else await giveUp(deps, place, error)
        hasDone = true
      }
    }
    if (!hasDone) return
  }
}

// It can be gone on with once somebody has looked at what went wrong.
async function giveUp(deps: ImportDeps, place: ImportPlace, error: unknown): Promise<void> {
  deps.reportError(error, `The import ${place.id} was stopped by an error`)
  await stopImport(deps.db, place)
  deps.changes.publish(place.workspaceId, { kinds: ['import'], leadIds: [] })
}
