export const stageKinds = ['open', 'won', 'lost'] as const
export type StageKind = (typeof stageKinds)[number]

/** The colours that a stage's dot can have. */
export const stageColours = ['grey', 'blue', 'amber', 'violet', 'cyan', 'green', 'red'] as const
export type StageColour = (typeof stageColours)[number]

/** A step of the pipeline; `position` orders them, and leads enter at the first. */
export type Stage = {
  id: string
  name: string
  position: number
  kind: StageKind
  colour: StageColour
  /** Whether this is *the* booked stage, which a first booking moves a lead to. */
  isBooked: boolean
}

/** The pipeline that a new workspace starts with, in order. */
export const defaultStages: readonly Omit<Stage, 'id' | 'position'>[] = [
  { name: 'New', kind: 'open', colour: 'grey', isBooked: false },
  { name: 'Contacted', kind: 'open', colour: 'blue', isBooked: false },
  { name: 'Booked', kind: 'open', colour: 'amber', isBooked: true },
  { name: 'Surveyed', kind: 'open', colour: 'violet', isBooked: false },
  { name: 'Quoted', kind: 'open', colour: 'cyan', isBooked: false },
  { name: 'Won', kind: 'won', colour: 'green', isBooked: false },
  { name: 'Lost', kind: 'lost', colour: 'red', isBooked: false },
]
