import type { StageColour, StageKind } from '@solar-capture/core/pipeline'

import { count, counted } from '../format.ts'

export const title = 'Pipeline'
export const lead =
  'The stages that leads go through, in order. Automation only ever moves a lead forward in it.'
export const readOnly = 'Owners and admins can change it.'
export const stages = 'Stages'
export const dragHint = 'Drag a stage by its handle.'
export const keysHint = 'With the handle focused, the arrow keys move it, too.'

export const save = 'Save pipeline'
export const discard = 'Undo changes'
export const saved = 'Pipeline saved'
export const add = 'Add stage'
export const newName = 'New stage'
export const outdated = 'Somebody else changed the pipeline meanwhile'
export const outdatedMeaning =
  'Your changes cannot be saved any more. Undo them to see the pipeline as it is now.'

export const nameOf = (name: string) => `Name of ${name}`
export const drag = (name: string) => `Move ${name}`
export const colourOf = (name: string, colour: string) => `Colour of ${name}: ${colour}`
export const kindOf = (name: string) => `Kind of ${name}`
export const bookingsGoTo = (name: string) => `Bookings go to ${name}`
export const booked = 'Bookings go here'
export const bookedMeaning =
  'A first booking moves a lead here, unless a rule says otherwise. The board marks leads here that have no booking to come.'
export const more = (name: string) => `More for ${name}`
export const up = 'Move up'
export const down = 'Move down'
export const moved = (name: string, place: number, places: number) =>
  `${name} is stage ${place} of ${places}`
export const remove = 'Remove'
export const removeRefused = (leads: number) =>
  `${counted(leads, 'lead')} here: merge it into another stage`
export const removeRuled = 'A rule names it, or did: merge it into another stage'
export const removeBooked = 'Let bookings go elsewhere first'
export const gone = 'Gone once you save:'
export const putBack = (name: string) => `Put ${name} back`
export const merge = 'Merge into…'
export const mergeLater = 'Save or undo your changes first'
export const leadsHere = (leads: number) => counted(leads, 'lead')

export const colours: Record<StageColour, string> = {
  grey: 'Grey',
  blue: 'Blue',
  amber: 'Amber',
  violet: 'Violet',
  cyan: 'Cyan',
  green: 'Green',
  red: 'Red',
}

export const kinds: Record<StageKind, { label: string; meaning: string }> = {
  open: { label: 'Open', meaning: 'Leads that somebody still works on.' },
  won: { label: 'Won', meaning: 'Automation never moves a lead out of here.' },
  lost: { label: 'Lost', meaning: 'Only a new booking brings a lead back from here.' },
}
export const kindsTitle = 'What the kinds mean'

export const mergeTitle = (name: string) => `Merge ${name} into another stage`
export const mergeInto = 'Into'
export const mergeLeads = (leads: number, from: string, to: string) =>
  leads === 0
    ? `No lead is in ${from} now.`
    : `${counted(leads, 'lead')} ${leads === 1 ? 'goes' : 'go'} from ${from} to ${to}.`
export const mergeMeaning = (from: string, to: string) =>
  `Rules and saved views that name ${from} name ${to} from then on. Timelines keep what happened under the old name. This cannot be taken back.`
export const mergeAction = 'Merge'
export const merged = (from: string, to: string) => `${from} is part of ${to} now`
export const merging = (leads: number) =>
  `${count(leads)} moved so far. It goes on even if you leave this page.`
