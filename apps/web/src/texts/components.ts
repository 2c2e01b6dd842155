// Words of what many screens are made of.

export const code = 'Code'
export const copyRefused = 'Your browser does not let us copy. Press Ctrl or ⌘ and C.'
export const copiedOne = (label: string) => `${label} copied`
export const from = 'From'
export const upTo = 'Up to and including'
/** Before the field of a day, which has no room for more. */
export const ends = { first: 'From', last: 'Up to' }
export const all = 'All'
export const clearSearch = 'Clear search'
