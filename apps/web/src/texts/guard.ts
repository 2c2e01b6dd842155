// What is asked before somebody leaves what would be lost.

export const title = 'Leave without saving?'
export const meaning = 'Your changes are lost when you leave this page.'
export const stay = 'Stay'
export const leave = 'Leave'

export const closeTitle = 'Close without saving?'
export const closeMeaning = 'What you entered here is lost.'
export const discard = 'Discard'

export const secretTitle = 'Leave without the secret?'
export const secretMeaning =
  'It was not copied yet and will not be shown again. Without it, a new one has to be made.'
export const havePasted = 'I have pasted it'
export const putAway = 'It is saved here and not shown any more.'
