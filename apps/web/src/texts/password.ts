// Of the fields for a password that somebody gives themselves.

export const password = 'Password'
export const newPassword = 'New password'
export const changePassword = 'Change password'
export const atLeast = (shortest: number) =>
  `At least ${shortest} characters. A few words are easy to remember.`
export const tooShort = (length: number, shortest: number) =>
  `This has ${length} of at least ${shortest} characters. Add some more.`
