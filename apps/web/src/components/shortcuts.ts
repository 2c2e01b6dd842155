import type { Scope } from '@solar-capture/core/access'

/** One line of the sheet of keys: keys that do the same, each a press ('j', 'mod+k') or two after another ('g l'). */
export type Shortcut = { keys: readonly string[]; what: string; needs?: Scope }

/** Where keys work, in the order of the sheet. */
export type Place = { name: string; needs?: Scope; shortcuts: readonly Shortcut[] }

/**
 * Every key that does something. The sheet shows this table and `useKeys` takes no key that is missing here. A screen may
 * take over a key that works anywhere, where its words still hold.
 */
export const shortcuts = {
  anywhere: {
    name: 'Anywhere',
    shortcuts: [
      { keys: ['mod+k'], what: 'Find a lead, go to a page, do something' },
      { keys: ['/'], what: 'Search' },
      { keys: ['n'], what: 'New lead', needs: 'leads:write' },
      { keys: ['Escape'], what: 'Close a dialog or a menu' },
      { keys: ['?'], what: 'Show these keys' },
    ],
  },
  goTo: {
    name: 'Go to',
    shortcuts: [
      { keys: ['g l'], what: 'Leads' },
      { keys: ['g u'], what: 'Unmatched' },
      { keys: ['g d'], what: 'Deliveries', needs: 'deliveries:read' },
      { keys: ['g i'], what: 'Insights' },
      { keys: ['g s'], what: 'Settings', needs: 'settings:write' },
    ],
  },
  list: {
    name: 'In a list',
    shortcuts: [
      { keys: ['j', 'ArrowDown'], what: 'Next' },
      { keys: ['k', 'ArrowUp'], what: 'Previous' },
      { keys: ['Enter'], what: 'Open' },
    ],
  },
  board: {
    name: 'On the board',
    shortcuts: [
      { keys: ['j', 'ArrowDown'], what: 'Next card' },
      { keys: ['k', 'ArrowUp'], what: 'Previous card' },
      { keys: ['h', 'ArrowLeft'], what: 'Stage before' },
      { keys: ['l', 'ArrowRight'], what: 'Stage after' },
      {
        keys: [' '],
        what: 'Lift a card; arrows choose a stage, Enter drops it',
        needs: 'leads:write',
      },
      { keys: ['m'], what: 'Move a card to a stage', needs: 'leads:write' },
    ],
  },
  leads: {
    name: 'On Leads',
    shortcuts: [
      { keys: ['x'], what: 'Select the lead' },
      { keys: ['X'], what: 'Select all from the last one to here' },
      { keys: ['m'], what: 'Move what is selected to a stage', needs: 'leads:write' },
    ],
  },
  unmatched: {
    name: 'On Unmatched',
    needs: 'leads:write',
    shortcuts: [
      { keys: ['l'], what: 'Link to the first suggestion' },
      { keys: ['c'], what: 'Create a lead' },
      { keys: ['i'], what: 'Ignore the booking' },
    ],
  },
  deliveries: {
    name: 'On Deliveries',
    needs: 'leads:write',
    shortcuts: [{ keys: ['x'], what: 'Select the delivery' }],
  },
} as const satisfies Record<string, Place>

/** A place where keys work. */
export type ShortcutPlace = keyof typeof shortcuts

type KeysOf<P extends ShortcutPlace> = (typeof shortcuts)[P]['shortcuts'][number]['keys'][number]

/** What `useKeys` takes for a place: its own keys and those that work anywhere. */
export type KeyOf<P extends ShortcutPlace> = KeysOf<P> | KeysOf<'anywhere'>

const keyNames: Record<string, string> = {
  Escape: 'Esc',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': 'Space',
}

/** The presses of `keys` as they are written on a keyboard: 'mod+k' is ['⌘', 'K'] on a Mac, ['Ctrl', 'K'] elsewhere. */
export function keyCaps(keys: string, isMac: boolean): string[] {
  if (keyNames[keys] !== undefined) return [keyNames[keys]]
  if (keys.startsWith('mod+')) {
    return [isMac ? '⌘' : 'Ctrl', keys.slice('mod+'.length).toUpperCase()]
  }
  return keys.split(' ')
}
