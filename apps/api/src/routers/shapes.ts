import { z } from 'zod'

import { stageColours, stageKinds } from '@solar-capture/core/pipeline'

/** A point in time, ISO 8601 UTC. */
export const instant = z.iso.datetime()

export const stageShape = z.strictObject({
  id: z.uuid(),
  name: z.string(),
  kind: z.enum(stageKinds),
  colour: z.enum(stageColours),
})

/** How many items a page of a list has. */
export const pageSize = z.int().min(1).max(200).default(50)

/** A date from the database as an instant. */
export function toInstant<T extends Date | null>(date: T): T extends null ? null : string
export function toInstant(date: Date | null): string | null {
  return date?.toISOString() ?? null
}
