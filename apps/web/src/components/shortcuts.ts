import type { Scope } from '@solar-capture/core/access'

import { keyNames, modifier, shift } from '../texts/key-names.ts'

/** One line of the sheet of keys: keys that do the same, each a press ('j', 'mod+k') or two after another ('g l'). */
export type Shortcut = { keys: readonly [string, ...string[]]; needs?: Scope }

/** Where keys work, in the order of the sheet. */
export type Place = { needs?: Scope; shortcuts: readonly Shortcut[] }

/**
 * Every key that does something. The sheet shows this table and `useKeys` takes no key that is missing here. A screen may
 * take over a key that works anywhere, where its words still hold.
 */
export const shortcuts = {
  anywhere: {
    shortcuts: [
      { keys: ['mod+k'] },
      { keys: ['/'] },
      { keys: ['n'], needs: 'leads:write' },
      { keys: ['Escape'] },
      { keys: ['?'] },
    ],
  },
  goTo: {
    shortcuts: [
      { keys: ['g l'] },
      { keys: ['g u'] },
      { keys: ['g d'], needs: 'deliveries:read' },
      { keys: ['g i'] },
      { keys: ['g s'], needs: 'settings:write' },
    ],
  },
  list: {
    shortcuts: [{ keys: ['j', 'ArrowDown'] }, { keys: ['k', 'ArrowUp'] }, { keys: ['Enter'] }],
  },
  board: {
    shortcuts: [
      { keys: ['j', 'ArrowDown'] },
      { keys: ['k', 'ArrowUp'] },
      { keys: ['h', 'ArrowLeft'] },
      { keys: ['l', 'ArrowRight'] },
      {
        keys: [' '],
        needs: 'leads:write',
      },
      { keys: ['m'], needs: 'leads:write' },
    ],
  },
  leads: {
    shortcuts: [{ keys: ['x'] }, { keys: ['X'] }, { keys: ['m'], needs: 'leads:write' }],
  },
  unmatched: {
    needs: 'leads:write',
    shortcuts: [{ keys: ['l'] }, { keys: ['c'] }, { keys: ['i'] }],
  },
  deliveries: {
    needs: 'leads:write',
    shortcuts: [{ keys: ['x'] }],
  },
} as const satisfies Record<string, Place>

/** A place where keys work. */
export type ShortcutPlace = keyof typeof shortcuts

type KeysOf<P extends ShortcutPlace> = (typeof shortcuts)[P]['shortcuts'][number]['keys'][number]

/** What `useKeys` takes for a place: its own keys and those that work anywhere. */
export type KeyOf<P extends ShortcutPlace> = KeysOf<P> | KeysOf<'anywhere'>

/**
 * The presses of `keys` as they are written on a keyboard: 'mod+k' is ['⌘', 'K'] on a Mac, ['Ctrl', 'K'] elsewhere; 'X' is
 * ['Shift', 'x'].
 */
export function keyCaps(keys: string, isMac: boolean): string[] {
  if (keyNames[keys] !== undefined) return [keyNames[keys]]
  if (keys.startsWith('mod+')) {
    return [modifier(isMac), keys.slice('mod+'.length).toUpperCase()]
  }
  if (/^[A-Z]$/.test(keys)) return [shift, keys.toLowerCase()]
  return keys.split(' ')
}
