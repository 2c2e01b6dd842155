import type { AuditAction } from '@solar-capture/core/audit'
import { DomainError } from '@solar-capture/core/errors'
import { recordAuditOfPerson } from '@solar-capture/db/audit'
import type { Db } from '@solar-capture/db/connect'
import { lockCredential } from '@solar-capture/db/credentials'
import { replaceRecoveryCodes } from '@solar-capture/db/recovery-codes'
import { clearSignInAttempts } from '@solar-capture/db/sign-in-attempts'
import { confirmTotp, findTotp, removeTotp, saveTotp } from '@solar-capture/db/totps'

import { auditActorOfPerson } from './audit-actor.ts'
import {
  findOwnCredential,
  proveCode,
  provePassword,
  wrongCode,
  type Proof,
  type SelfContext,
} from './prove-self.ts'
import { makeRecoveryCodes } from './recovery-code.ts'
import { renewAccess } from './renew-access.ts'
import { checkCode } from './second-step.ts'
import { newTotpSeed, showTotpSeed, stepOfCode } from './totp.ts'

const isOn = () => new DomainError('conflict', 'The second step is on already.')
const isOff = () => new DomainError('conflict', 'The second step is off. Set it up first.')

/** Makes a seed for somebody's app, which counts once a code of it was given. Throws `conflict` when one does already. */
export async function startTotp(
  ctx: SelfContext,
  { password }: { password: string },
): Promise<{ secret: string; uri: string }> {
  const { deps, person } = ctx
  const { attempt } = await provePassword(ctx, 'password', password)
  const seed = newTotpSeed()
  const sealed = deps.encryption.sealTotpSeed(seed, person.id)
  if (!(await saveTotp(deps.db, { userId: person.id, sealed }, deps.now()))) throw isOn()
  await clearSignInAttempts(deps.db, attempt)
  return showTotpSeed(seed, person.email)
}

/** Turns the second step on, and answers the recovery codes. Throws `conflict`, and as `proveCode`. */
export async function finishTotp(ctx: SelfContext, { code }: { code: string }): Promise<string[]> {
  const { deps, person } = ctx
  const own = await findOwnCredential(ctx)
  const totp = await findTotp(deps.db, person.id)
  if (!totp) throw isOff()
  if (totp.confirmedAt) throw isOn()
  const seed = deps.encryption.openTotpSeed(totp.sealed, person.id)
  const now = deps.now()
  const given = code.replaceAll(/\s/g, '')
  const step = await proveCode(ctx, own, async () => stepOfCode(given, seed, now))
  const { codes, hashes } = await makeRecoveryCodes(deps.auth)
  await renewAccess(ctx, own.credential.passwordHash, async (tx) => {
    await lockCredential(tx, person.id)
    if (!(await confirmTotp(tx, { userId: person.id, sealed: totp.sealed, step }, now))) {
      throw new DomainError('conflict', 'It was set up anew somewhere else. Start again.')
    }
    await replaceRecoveryCodes(tx, person.id, hashes)
    await settle(tx, ctx, own, 'totp_enabled')
  })
  return codes
}

/** Turns the second step off again. Throws `conflict` when it is off, and as `provePassword` and `proveCode`. */
export async function stopTotp(
  ctx: SelfContext,
  { password, code }: { password: string; code: string },
): Promise<void> {
  const { deps, person } = ctx
  const own = await provePassword(ctx, 'password', password)
  if (!own.credential.totpSince) throw isOff()
  const right = await proveCode(ctx, own, () =>
    checkCode(deps, { userId: person.id, code }, deps.now()),
  )
  await renewAccess(ctx, own.credential.passwordHash, async (tx) => {
    await lockCredential(tx, person.id)
    if (!(await right.take(tx))) throw wrongCode()
    await removeTotp(tx, person.id)
    await replaceRecoveryCodes(tx, person.id, [])
    await settle(tx, ctx, own, 'totp_disabled')
  })
}

/** Makes recovery codes in the place of those before, and answers them. Throws `conflict`, and as `provePassword`. */
export async function renewRecoveryCodes(
  ctx: SelfContext,
  { password }: { password: string },
): Promise<string[]> {
  const own = await provePassword(ctx, 'password', password)
  if (!own.credential.totpSince) throw isOff()
  const { codes, hashes } = await makeRecoveryCodes(ctx.deps.auth)
  await ctx.deps.db.transaction(async (tx) => {
    await lockCredential(tx, ctx.person.id)
    await replaceRecoveryCodes(tx, ctx.person.id, hashes)
    await settle(tx, ctx, own, 'recovery_codes_renewed')
  })
  return codes
}

async function settle(
  tx: Db,
  { deps, person, visitor }: SelfContext,
  { attempt }: Proof,
  action: AuditAction,
): Promise<void> {
  await clearSignInAttempts(tx, attempt)
  const actor = auditActorOfPerson(person, visitor.address)
  await recordAuditOfPerson(tx, person.id, { action, actor }, deps.now())
}
