export const title = 'Confirm that it is you'
export const meaning =
  'This touches a secret or a way in, and you signed in a while ago. Once you have confirmed, it goes on by itself.'
export const confirm = 'Confirm'
