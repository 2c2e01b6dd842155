export const board = 'Board of leads'
export const keys = 'Space lifts the card, m shows the stages that it can be moved to.'
export const loading = 'Loading leads'
export const outdated = 'Leads have changed.'
export const noLeads = 'No leads here'
export const loadMore = 'Load more'
export const fold = 'Fold'
export const foldOne = (stageName: string) => `Fold ${stageName}`
export const stageBefore = 'Stage before'
export const stageShown = 'Stage shown'
export const nextStage = 'Next stage'
/** A stage of the list of stages, with how many leads it has. */
export const stageWith = (stageName: string, amount: string) => `${stageName} (${amount})`

export const moveOne = (name: string) => `Move ${name} to…`
export const moveHint = 'Move to… (m)'
export const moveTo = 'Move to'
export const here = 'Here'
export const longInStage = 'Has been in this stage for long'
export const owner = (name: string) => `Owner: ${name}`
