// What is asked before somebody leaves what they have not saved.

export const title = 'Leave without saving?'
export const meaning = 'Your changes are lost when you leave this page.'
export const stay = 'Stay'
export const leave = 'Leave'
