/** What an error says of a part of the dashboard that could not be fetched (`newer-version.tsx`). */
export const partMissing = 'A part of the dashboard could not be fetched. Load the page anew.'
export const serverMistake =
  'The server made a mistake. Try again; if it happens again, its log says why.'
export const roleTooSmall = 'Your role does not allow this. Ask an owner or admin of the workspace.'
export const unproved = 'Not done: you have not confirmed that it is you.'
export const unreachable = 'The server cannot be reached. Check your connection, then try again.'
export const pageMistake = 'Something went wrong on this page. Load it again.'

/** For somebody who tried too often; `seconds` is how long to wait, null when that is not known. */
export function tooOften(seconds: number | null): string {
  if (seconds === null) return 'That was too often. Wait a minute, then try again.'
  const wait = seconds === 1 ? 'a second' : `${seconds} seconds`
  return `That was too often. Wait ${wait}, then try again.`
}

/** Said on the page for signing in. */
export const signInMistake = 'The server made a mistake. Try again in a moment.'
export const wrongPassword = 'This email address and password do not belong together. Check both.'
