import type { ReactNode } from 'react'

export const title = 'Timeline'
export const show = 'Show'
export const groups = { all: 'All', bookings: 'Bookings', notes: 'Notes', changes: 'Changes' }
export const nothing = 'Nothing of this kind yet.'
export const showOlder = 'Show older'
export const showAll = 'Show all'
export const showLess = 'Show less'
export const edited = (ago: ReactNode) => <>edited {ago}</>
export const removed = (ago: ReactNode) => <>removed {ago}</>

export const undoMove = 'Undo this move'
export const undone = (name: string, stageName: string) =>
  `${name} is back in ${stageName}, and pinned there.`

export const note = 'Note'
export const newNote = 'New note'
export const writeNote = 'Write a note'
export const saveKeys = 'Ctrl or ⌘ and Enter saves, too'
export const addNote = 'Add note'
export const saveNote = 'Save note'
export const editNote = 'Edit note'
export const edit = 'Edit'
export const removeNote = 'Remove note'
export const remove = 'Remove'
export const removeTitle = 'Remove this note?'
export const removeText =
  'What it says is gone for good. The timeline goes on saying that you wrote a note here and removed it.'
