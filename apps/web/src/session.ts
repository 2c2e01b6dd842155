import { codeOf, errorText, tooOftenText } from './errors.ts'
import { noMoreMember } from './texts/access.tsx'
import * as texts from './texts/errors.ts'
import { client, inAnyWorkspace, queryClient } from './trpc.ts'

const post = (path: string, body: object) =>
  fetch(`/api/auth/${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  })

/** What a person gives to sign in; `code` is of their app, or a recovery code. */
type Credentials = { email: string; password: string; code?: string }

export type SignInResult =
  | { kind: 'signed_in' }
  /** The password was right, and a code is asked for, too. */
  | { kind: 'code_needed' }
  | { kind: 'code_wrong' }
  /** The password was not right. */
  | { kind: 'wrong'; reason: string }
  /** Nothing was looked at. */
  | { kind: 'failed'; reason: string }

/** Signs in with a cookie; a `reason` is a sentence for whoever tried. */
export async function signIn(credentials: Credentials): Promise<SignInResult> {
  const result = await askToSignIn(credentials)
  if (result.kind === 'signed_in') queryClient.clear()
  return result
}

/** Signs the same person in again, to the workspace that this window shows: what is on the screen stays. */
export async function signInAgain(
  credentials: Credentials,
  workspaceId: string,
): Promise<SignInResult> {
  const result = await askToSignIn(credentials)
  if (result.kind !== 'signed_in') return result
  // The new session may show another one.
  return client.workspace.switch.mutate({ id: workspaceId }, { context: inAnyWorkspace }).then(
    () => result,
    (error: unknown) => failed(codeOf(error) === 'NOT_FOUND' ? noMoreMember : errorText(error)),
  )
}

async function askToSignIn(credentials: Credentials): Promise<SignInResult> {
  const answer = await post('sign-in/email', credentials).catch(() => null)
  if (answer === null) return failed(texts.unreachable)
  if (answer.status === 429) return failed(tooOftenText(answer.headers))
  if (answer.status >= 500) return failed(texts.signInMistake)
  if (!answer.ok) return refusal(await refusalCode(answer))
  return { kind: 'signed_in' }
}

/** Ends the session of this browser; false when the server could not be told. */
export async function signOut(): Promise<boolean> {
  const answer = await post('sign-out', {}).catch(() => null)
  return answer?.ok ?? false
}

function failed(reason: string): SignInResult {
  return { kind: 'failed', reason }
}

function refusal(code: unknown): SignInResult {
  if (code === 'CODE_NEEDED') return { kind: 'code_needed' }
  if (code === 'CODE_WRONG') return { kind: 'code_wrong' }
  return { kind: 'wrong', reason: texts.wrongPassword }
}

async function refusalCode(answer: Response): Promise<unknown> {
  const body: unknown = await answer.json().catch(() => null)
  return typeof body === 'object' && body !== null && 'code' in body ? body.code : null
}
