import type { Instant } from './instant.ts'
import type { Stage } from './pipeline.ts'

/** The stages of a pipeline as they were until an instant, in force from the one before on. */
export type FormerPipeline = { until: Instant; stages: readonly Stage[] }

/** A stage that became part of another one at an instant; null while its leads are being moved there, until when both are stages. */
export type MergedStage = { id: string; intoId: string; at: Instant | null }

/** What a pipeline was before it became what it is, in any order. */
export type PipelineHistory = {
  former: readonly FormerPipeline[]
  merged: readonly MergedStage[]
}

/**
 * Reads a pipeline through time, so that what happened before a change of it means what it meant then: a stage that is renamed,
 * put elsewhere or merged moves nobody who stood in it or passed it.
 */
export function pipelineThrough(
  stages: readonly Stage[],
  { former, merged }: PipelineHistory = { former: [], merged: [] },
) {
  const versions = [
    ...former
      .toSorted((a, b) => compare(a.until, b.until))
      .map(({ until, stages: then }) => ({
        until,
        byId: byId(then),
      })),
    { until: null, byId: byId(stages) },
  ]
  const mergers = new Map(merged.map((merger) => [merger.id, merger]))

  /** A stage as a version has it: itself, or the one that it had become part of by then. */
  const within = ({ until, byId: known }: (typeof versions)[number], id: string) => {
    let at: string | undefined = id
    while (at !== undefined) {
      const stage = known.get(at)
      if (stage) return stage
      const merger = mergers.get(at)
      at = merger && wasMergedBefore(merger, until) ? merger.intoId : undefined
    }
    return null
  }
  const now = (id: string): string => {
    const found = versions.flatMap((version) => within(version, id) ?? []).at(-1)?.id ?? id
    const merger = mergers.get(found)
    return merger?.at === null ? merger.intoId : found
  }
  const from = (at: Instant) => versions.filter(({ until }) => until === null || at < until)

  return {
    /** Two stages as they were at an instant; as soon as there were both, where one was added later. Null when there never were. */
    pair: (id: string, otherId: string, at: Instant): [Stage, Stage] | null => {
      for (const version of from(at)) {
        const [one, other] = [within(version, id), within(version, otherId)]
        if (one && other) return [one, other]
      }
      return null
    },
    /** The id of what a stage is now, or is about to be when it is being merged; its own when nothing is known of it. */
    now,
    /** Whether who stands in the one stands in the other, as its stage was merged or is being merged. */
    isSame: (id: string, otherId: string): boolean => now(id) === now(otherId),
    /** Whether it is, or was, a stage of this pipeline. */
    knows: (id: string): boolean => versions.some((version) => within(version, id) !== null),
    /** The id of the stage that leads entered at an instant; null where there were none. */
    entry: (at: Instant): string | null => {
      const [version] = from(at)
      const inOrder = [...(version?.byId.values() ?? [])].toSorted(
        (a, b) => a.position - b.position,
      )
      return inOrder[0]?.id ?? null
    },
  }
}

function wasMergedBefore({ at }: MergedStage, until: Instant | null): boolean {
  return at !== null && (until === null || at < until)
}

function byId(stages: readonly Stage[]): Map<string, Stage> {
  return new Map(stages.map((stage) => [stage.id, stage]))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
