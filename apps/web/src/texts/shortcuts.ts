import type { ShortcutPlace, shortcuts } from '../components/shortcuts.ts'

type FirstKeys<P extends ShortcutPlace> = (typeof shortcuts)[P]['shortcuts'][number]['keys'][0]

export const title = 'Keyboard shortcuts'
export const orPress = 'or'
export const thenPress = 'then'

/** Where keys work. */
export const places: Record<ShortcutPlace, string> = {
  anywhere: 'Anywhere',
  goTo: 'Go to',
  list: 'In a list',
  board: 'On the board',
  leads: 'On Leads',
  unmatched: 'On Unmatched',
  deliveries: 'On Deliveries',
}

/** What keys do, by the first of those that do the same. */
export const meanings: { [P in ShortcutPlace]: Record<FirstKeys<P>, string> } = {
  anywhere: {
    'mod+k': 'Find a lead, go to a page, do something',
    '/': 'Search',
    n: 'New lead',
    Escape: 'Close a dialog or a menu',
    '?': 'Show these keys',
  },
  goTo: {
    'g l': 'Leads',
    'g u': 'Unmatched',
    'g d': 'Deliveries',
    'g i': 'Insights',
    'g s': 'Settings',
  },
  list: { j: 'Next', k: 'Previous', Enter: 'Open' },
  board: {
    j: 'Next card',
    k: 'Previous card',
    h: 'Stage before',
    l: 'Stage after',
    ' ': 'Lift a card; arrows choose a stage, Enter drops it',
    m: 'Move a card to a stage',
  },
  leads: {
    x: 'Select the lead',
    X: 'Select all from the last one to here',
    m: 'Move what is selected to a stage',
  },
  unmatched: {
    l: 'Link to the first suggestion; asks where the name is another',
    c: 'Create a lead',
    i: 'Ignore the booking',
  },
  deliveries: { x: 'Select the delivery' },
}
