export const title = 'Confirm that it is you'
export const meaning =
  'You signed in a while ago, and secrets and access are only for you. What you asked for goes on once you have confirmed.'
export const confirm = 'Confirm'
