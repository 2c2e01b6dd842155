import type { Db } from '@solar-capture/db/connect'
import { findRecoveryCode, takeRecoveryCode } from '@solar-capture/db/recovery-codes'
import { findTotp, takeStep } from '@solar-capture/db/totps'

import type { Deps } from './deps.ts'
import { readRecoveryCode } from './recovery-code.ts'
import { stepOfCode } from './totp.ts'

/** A code that was right; `take` uses it up, in the transaction of what it allows, and answers false when it was used already. */
export type RightCode = { kind: 'totp' | 'recovery_code'; take: (tx: Db) => Promise<boolean> }

/** Looks at a code of somebody whose second step is on: of the app, or a recovery code. Null when it is wrong. */
export async function checkCode(
  deps: Pick<Deps, 'db' | 'auth' | 'encryption'>,
  { userId, code }: { userId: string; code: string },
  now: Date,
): Promise<RightCode | null> {
  const recovery = readRecoveryCode(code)
  if (recovery) {
    const { position } = recovery
    const hash = await findRecoveryCode(deps.db, userId, position)
    const { password } = await deps.auth.$context
    if (hash === null || !(await password.verify({ hash, password: recovery.code }))) return null
    const used = { userId, position, hash }
    return { kind: 'recovery_code', take: (tx) => takeRecoveryCode(tx, used, now) }
  }
  const totp = await findTotp(deps.db, userId)
  if (!totp?.confirmedAt) return null
  const seed = deps.encryption.openTotpSeed(totp.sealed, userId)
  const step = stepOfCode(code.replaceAll(/\s/g, ''), seed, now)
  if (step === null) return null
  return { kind: 'totp', take: (tx) => takeStep(tx, { userId, sealed: totp.sealed, step }) }
}
