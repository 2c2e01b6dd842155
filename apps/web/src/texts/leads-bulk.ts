import { count, counted } from '../format.ts'

export const selectedLeads = 'Selected leads'
export const selected = (amount: number) => `${count(amount)} selected`
export const clear = 'Clear'
export const clearSelection = 'Clear selection'
export const exportLeads = (amount: number) => `Export ${counted(amount, 'lead')}`
export const moveTo = 'Move to…'
export const assignTo = 'Assign to…'

export const selecting = 'Selecting'
export const found = (amount: number) => `${count(amount)} found`
export const moving = (amount: number) => `Moving ${counted(amount, 'lead')}`
export const assigning = (amount: number) => `Assigning ${counted(amount, 'lead')}`
export const takingBack = (amount: number) => `Taking back ${counted(amount, 'lead')}`
export const done = (amount: number) => `${count(amount)} done`
export const stop = 'Stop'
export const stopping = 'Stopping'

/** What is said once something is done with so many leads. */
export type Done = (amount: number) => string

export const moved =
  (stageName: string): Done =>
  (amount) =>
    `${counted(amount, 'lead')} moved to ${stageName}.`
export const assigned =
  (ownerName: string): Done =>
  (amount) =>
    `${counted(amount, 'lead')} assigned to ${ownerName}.`
export const assignedToNobody: Done = (amount) => `${counted(amount, 'lead')} assigned to nobody.`
export const asBefore: Done = (amount) => `${counted(amount, 'lead')} as before.`
export const nothingChanged = 'Nothing was changed: they were there already.'
export const left = (amount: number) => `${count(amount)} ${amount === 1 ? 'is' : 'are'} left`
export const goOn = 'Go on'
