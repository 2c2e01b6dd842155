import { createHash } from 'node:crypto'

import type { Credential } from '@solar-capture/db/credentials'
import type { SignInAttempt } from '@solar-capture/db/sign-in-attempts'

import { networkOf } from './address.ts'
import type { Auth } from './auth.ts'

/** Whether it is the person's password; for nobody it is not, and that takes as long: one scrypt. */
export async function isPasswordOf(
  auth: Auth,
  credential: Pick<Credential, 'passwordHash'> | null,
  given: string,
): Promise<boolean> {
  const { password } = await auth.$context
  if (credential) return password.verify({ hash: credential.passwordHash, password: given })
  await password.hash(given)
  return false
}

/** What a try of a password is counted by; no email stands in it. */
export function attemptOf(email: string, address: string, device: string | null): SignInAttempt {
  const account = createHash('sha256').update(email.toLowerCase()).digest('hex')
  return { account, address: networkOf(address), device }
}
