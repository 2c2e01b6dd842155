/** As many leads as the API takes at once. */
const mostAtOnce = 200

/** Leads that are brought to the same place: a stage, an owner, or null for nobody. */
export type Step<To> = { ids: string[]; to: To }

/** Where leads shall go, by their ids, in as few steps as the API lets it be done in. */
export function toSteps<To>(targets: Iterable<readonly [string, To]>): Step<To>[] {
  const groups = new Map<To, string[]>()
  for (const [id, to] of targets) {
    const ids = groups.get(to)
    if (ids === undefined) groups.set(to, [id])
    else ids.push(id)
  }
  return [...groups].flatMap(([to, ids]) => {
    const starts = Array.from({ length: Math.ceil(ids.length / mostAtOnce) }, (_, at) => at)
    return starts.map((at) => ({ ids: ids.slice(at * mostAtOnce, (at + 1) * mostAtOnce), to }))
  })
}

/** How many leads steps are about. */
export function sizeOf(steps: readonly Step<unknown>[]): number {
  return steps.reduce((sum, { ids }) => sum + ids.length, 0)
}

/** What came of steps: the ids of leads that were changed, what is still to do, and the error that it ended with, if any. */
export type Outcome<To> = { changed: string[]; rest: Step<To>[]; error: unknown }

/**
 * Does steps one after the other until one fails or `isStopped` says so; `act` answers the ids of what it changed. Tells after each
 * how many leads are done.
 */
export async function doSteps<To>(
  steps: readonly Step<To>[],
  act: (step: Step<To>) => Promise<string[]>,
  { onDone, isStopped }: { onDone: (leads: number) => void; isStopped: () => boolean },
): Promise<Outcome<To>> {
  const changed: string[] = []
  for (const [index, step] of steps.entries()) {
    const rest = steps.slice(index)
    if (isStopped()) return { changed, rest, error: null }
    try {
      // One after the other: the server does not have to hold thousands of leads at once.
      changed.push(...(await act(step)))
    } catch (error) {
      return { changed, rest, error }
    }
    onDone(sizeOf(steps.slice(0, index + 1)))
  }
  return { changed, rest: [], error: null }
}
