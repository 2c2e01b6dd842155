export const title = 'Confirm that it is you'
export const meaning =
  'Secrets and access are changed only by who is certainly you, and you signed in a while ago. What you asked for goes on once you have confirmed.'
export const confirm = 'Confirm'
