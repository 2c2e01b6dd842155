import type { Span } from '../deliveries/deliveries-search.ts'
import { count, counted } from '../format.ts'

export const title = 'Deliveries'
/** `amount` is '41', or '1,000+' where that is only the least. */
export const found = (amount: string, isOne: boolean) =>
  `${amount} ${isOne ? 'delivery' : 'deliveries'}`
export const live = 'Live'
export const select = 'Select'
export const newOnes = (amount: number) => `${count(amount)} new`
export const showNewOnes = 'Show new deliveries'
export const loading = 'Loading deliveries'
export const lookingBack = 'Looking further back'

export const noneMatches = 'No delivery matches'
export const noneMatchesText =
  'Try a longer time or another outcome. A search takes a whole email address, phone number or Cal.com uid, or a part of a lead’s name.'
export const noneDuplicateText =
  'What Cal.com sends again word for word is not listed anew: it is counted with the delivery that brought it first, as “arrived 2×”. Here would be what tells the same in other words, as a second webhook does.'
export const showAll = 'Show all deliveries'
export const nothingYet = 'Nothing has arrived yet'
export const nothingYetText =
  'Every request from Cal.com will be listed here as it comes, with what it did to which lead; refused ones too, with the reason.'
export const checkConnection = 'Check the connection'

export const filters = 'Filters'
export const search = 'Search deliveries'
export const searchPlaceholder = 'Email, phone, Cal.com uid or lead'
export const trigger = 'Trigger'
export const allTriggers = 'All triggers'
export const calcomAccount = 'Cal.com account'
export const allAccounts = 'All accounts'
export const when = 'When'
export const anyTime = 'Any time'
export const spans: Record<Span, string> = {
  hour: 'Last hour',
  today: 'Today',
  yesterday: 'Yesterday',
  week: 'Last 7 days',
  custom: 'Days…',
}
export const clearFilters = 'Clear filters'
export const filterByOutcome = 'Filter by outcome'

export const columnTime = 'Time'
export const columnOutcome = 'Outcome'
export const columnLead = 'Lead'
export const columnEffect = 'Effect'
export const columnAccount = 'Account'
export const columnTook = 'Took'
/** Of a delivery that no webhook brought. */
export const compared = 'By comparing'
export const comparedText = 'No webhook brought it: it was found by comparing with Cal.com.'
export const arrived = (howOften: number) => `arrived ${howOften}×`

export const selectOne = (name: string) => `Select ${name}`
export const selectAllLoaded = 'Select all that are loaded, at most 200'
export const selectAll = 'Select all'
export const selectedOnes = 'Selected deliveries'
export const selected = (amount: number) => `${count(amount)} selected`
export const clearSelection = 'Clear selection'
export const applyHeld = (amount: number) => `Apply ${count(amount)} held…`

export const replay = 'Replay…'
export const apply = 'Apply…'
export const discard = 'Discard…'

type Again = 'replay' | 'apply' | 'discard'

/** What is asked before something is done anew with deliveries; `many` is the button for several of them. */
export const again: Record<
  Again,
  { title: string; action: string; many: (amount: number) => string; meaning: string }
> = {
  replay: {
    title: 'Replay',
    action: 'Replay',
    many: (amount) => `Replay ${deliveries(amount)}`,
    meaning:
      'What arrived is read and applied again. What was applied already changes nothing, and nothing is sent to Cal.com.',
  },
  apply: {
    title: 'Apply what was held',
    action: 'Apply',
    many: (amount) => `Apply ${deliveries(amount)}`,
    meaning: 'What was held is applied to its booking and lead now, as if it had just arrived.',
  },
  discard: {
    title: 'Discard what was held',
    action: 'Discard',
    many: (amount) => `Discard ${deliveries(amount)}`,
    meaning: 'It is not applied by itself any more. It stays here and can still be replayed.',
  },
}
export const deliveries = (amount: number) => counted(amount, 'delivery', 'deliveries')
export const whatWouldChange = 'What would change'
export const nothingWouldChange = 'Nothing would change.'
export const marks = { add: 'New', remove: 'Gone', change: 'Changed' }

/** What came of it, of one delivery and of several. */
export const oneDone: Record<Again, string> = {
  replay: 'Delivery replayed',
  apply: 'Delivery applied',
  discard: 'Delivery discarded',
}
export const manyDone: Record<Again, (amount: number) => string> = {
  replay: (amount) => `${deliveries(amount)} replayed`,
  apply: (amount) => `${deliveries(amount)} applied`,
  discard: (amount) => `${deliveries(amount)} discarded`,
}
export const theyStay = (amount: number) => (amount === 1 ? 'It stays here.' : 'They stay here.')
export const cameOutAs = (outcome: string) => `It came out as: ${outcome}`
export const outcomeCount = (outcome: string, amount: number) =>
  `${outcome.toLowerCase()}: ${amount}`
export const nothingToDo = 'There was nothing to do any more.'
