import { queryClient } from './trpc.ts'

const post = (path: string, body: object) =>
  fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** Signs in with a cookie; returns null, or a sentence that says why not. */
export async function signIn(email: string, password: string): Promise<string | null> {
  const answer = await post('sign-in/email', { email, password }).catch(() => null)
  if (answer === null) return 'The server cannot be reached. Check your connection, then try again.'
  if (answer.status === 429) return 'That was tried too often. Wait a minute, then try again.'
  if (answer.status >= 500) return 'The server made a mistake. Try again in a moment.'
  if (!answer.ok) return 'This email address and password do not belong together. Check both.'
  queryClient.clear()
  return null
}

/** Ends the session of this browser; false when the server could not be told. */
export async function signOut(): Promise<boolean> {
  const answer = await post('sign-out', {}).catch(() => null)
  return answer?.ok ?? false
}
