export const mine = 'My views'
export const sharedByOthers = 'Shared by others'
export const loading = 'Loading'
export const noneYet = 'No views yet. Keep what you filter, sort and show under a name.'
export const isShared = 'shared'
export const by = (name: string) => `by ${name}`
export const update = (name: string) => `Update “${name}”`
export const backTo = (name: string) => `Back to “${name}”`
export const saveNewMore = 'Save as a new view…'
export const renameMore = 'Rename or share…'
export const remove = 'Remove'

export const saveNew = 'Save as a new view'
export const rename = 'Rename or share'
export const nameExample = 'To call this week'
export const share = 'Share with the workspace'
export const shareText = 'Everybody sees it in their views; only you can change it.'
export const save = 'Save view'

export const saved = (name: string) => `“${name}” is saved`
export const removed = (name: string) => `“${name}” is removed.`
