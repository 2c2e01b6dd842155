import { TRPCError } from '@trpc/server'

import { recordAudit } from '@solar-capture/db/audit'
import { findCredentialByEmail } from '@solar-capture/db/credentials'
import { newId } from '@solar-capture/db/new-id'
import { addUser, hasUsers, lockSetup } from '@solar-capture/db/users'
import { addWorkspace } from '@solar-capture/db/workspaces'

import { isPasswordOf } from './check-password.ts'
import type { Deps } from './deps.ts'
import { newWorkspace } from './new-workspace.ts'
import { isSetupCode } from './setup-code.ts'
import { setupGuessEvery } from './setup-guesses.ts'
import { startSession } from './start-session.ts'

export type SetupInput = {
  /** The setup code. */
  token: string
  name: string
  /** In lower case. */
  email: string
  password: string
  workspaceName: string
}

export type SetupResult = { userId: string; workspaceId: string }

/**
 * Creates the owner and the first workspace with its pipeline and endpoint: all or nothing, and once, however
 * many try. Throws UNAUTHORIZED when the token is not the setup code, TOO_MANY_REQUESTS when moreover many wrong
 * ones came, NOT_FOUND when it is done already.
 */
export async function setUp(
  deps: Pick<Deps, 'db' | 'auth' | 'encryption' | 'setupCode' | 'setupGuesses' | 'now'>,
  input: SetupInput,
  clientAddress: string | null = null,
): Promise<SetupResult> {
  const done = new TRPCError({ code: 'NOT_FOUND', message: 'Setup is done. Please sign in.' })
  if (await hasUsers(deps.db)) throw done
  if (!isSetupCode(input.token, deps.setupCode)) {
    if (!deps.setupGuesses.countWrong()) {
      throw new TRPCError({
        code: 'TOO_MANY_REQUESTS',
        message: `Too many wrong setup codes were tried. Please try again in ${setupGuessEvery} seconds.`,
      })
    }
    throw new TRPCError({
      code: 'UNAUTHORIZED',
      message:
        'This is not the setup code. It was printed in the terminal (or log) that the server was started in; ' +
        'where SETUP_TOKEN is set, that is the code.',
    })
  }
  const { password } = await deps.auth.$context
  const passwordHash = await password.hash(input.password)
  const now = deps.now()
  const userId = newId(now.getTime())
  const workspace = newWorkspace(deps, { name: input.workspaceName, ownerId: userId }, now)
  await deps.db.transaction(async (tx) => {
    await lockSetup(tx)
    if (await hasUsers(tx)) throw done
    await addUser(tx, { id: userId, name: input.name, email: input.email, passwordHash }, now)
    await addWorkspace(tx, workspace, now)
    const actor = { kind: 'user', id: userId, name: input.name, address: clientAddress } as const
    await recordAudit(tx, workspace.id, { action: 'set_up', actor }, now)
  })
  return { userId, workspaceId: workspace.id }
}

/** Signs somebody in and answers the cookies to set. Throws when email and password do not belong together. */
export async function signInOwner(
  deps: Pick<Deps, 'db' | 'auth' | 'encryption' | 'publicUrl' | 'now'>,
  { email, password }: { email: string; password: string },
  clientAddress: string,
): Promise<string[]> {
  const credential = await findCredentialByEmail(deps.db, email)
  if (!credential || !(await isPasswordOf(deps.auth, credential, password))) {
    throw new Error('Nobody has this email and this password.')
  }
  return startSession(deps, credential, { address: clientAddress })
}
