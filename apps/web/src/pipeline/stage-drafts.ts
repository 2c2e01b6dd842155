import { nameKey } from '@solar-capture/core/same-name'
import { mostStages, type WantedStage } from '@solar-capture/core/stage-changes'

import type { Stage } from '../trpc.ts'

/** A stage as it is being changed; `key` is its id, or for a new one its own. */
export type StageDraft = Omit<Stage, 'id' | 'position'> & { key: string; id: string | null }

export function toDrafts(stages: readonly Stage[]): StageDraft[] {
  return stages.map(({ id, name, kind, colour, isBooked }) => ({
    ...{ key: id, id, name, kind, colour, isBooked },
  }))
}

/** The stages as the API takes them. */
export function toWanted(drafts: readonly StageDraft[]): WantedStage[] {
  return drafts.map(({ id, name, kind, colour, isBooked }) => ({
    ...(id === null ? {} : { id }),
    ...{ name, kind, colour, isBooked },
  }))
}

export function isSamePipeline(one: readonly StageDraft[], other: readonly StageDraft[]): boolean {
  return JSON.stringify(toWanted(one)) === JSON.stringify(toWanted(other))
}

/** The stages with the one at `from` at the place `to`; the same ones when there is no such place. */
export function moveStage(drafts: readonly StageDraft[], from: number, to: number): StageDraft[] {
  const moved = [...drafts]
  if (to < 0 || to >= drafts.length) return moved
  moved.splice(to, 0, ...moved.splice(from, 1))
  return moved
}

/** The stages that were there in `seen` and are left out now. */
export function goneOf(seen: readonly StageDraft[], drafts: readonly StageDraft[]): StageDraft[] {
  return seen.filter(({ key }) => !drafts.some((one) => one.key === key))
}

/** The stages with one of those that are `goneOf` them again, after the one that it followed in `seen`. */
export function putBack(
  seen: readonly StageDraft[],
  drafts: readonly StageDraft[],
  stage: StageDraft,
): StageDraft[] {
  const place = seen.findIndex(({ key }) => key === stage.key)
  const earlier = new Set(seen.slice(0, place).map(({ key }) => key))
  const after = drafts.findLastIndex(({ key }) => earlier.has(key))
  // Where bookings go may have been changed since.
  const back = drafts.some(({ isBooked }) => isBooked) ? { ...stage, isBooked: false } : stage
  return drafts.toSpliced(after + 1, 0, back)
}

/** Whether another one of the stages is called as it is, whatever the case. */
export function hasNameOfOther(drafts: readonly StageDraft[], { key, name }: StageDraft): boolean {
  return drafts.some((one) => one.key !== key && nameKey(one.name) === nameKey(name))
}

/** The stages with a new one after the last open one, under a name that none of them has; null when there are as many as may be. */
export function addStage(drafts: readonly StageDraft[], name: string): StageDraft[] | null {
  if (drafts.length >= mostStages) return null
  const isTaken = (given: string) => drafts.some((one) => nameKey(one.name) === nameKey(given))
  let free = name
  for (let number = 2; isTaken(free); number += 1) free = `${name} ${number}`
  const place = drafts.findLastIndex(({ kind }) => kind === 'open') + 1
  const added = {
    ...{ key: crypto.randomUUID(), id: null, name: free },
    ...{ kind: 'open' as const, colour: 'grey' as const, isBooked: false },
  }
  return drafts.toSpliced(place, 0, added)
}
