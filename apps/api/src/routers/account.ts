import { z } from 'zod'

import { getCredential } from '@solar-capture/db/credentials'
import { countRecoveryCodes } from '@solar-capture/db/recovery-codes'

import { procedure, router } from '../trpc.ts'
import { passwordProcedures } from './account-password.ts'
import { sessionProcedures } from './account-sessions.ts'
import { totpProcedures } from './account-totp.ts'
import { instant, toInstant } from './shapes.ts'

const security = z.strictObject({
  name: z.string(),
  email: z.string(),
  /** Null while signing in takes no second step. */
  totp: z.strictObject({ enabledAt: instant }).nullable(),
  recoveryCodesLeft: z.int(),
})

/** What people do to their own account, whatever their role, and also in no workspace. */
export const accountRouter = router({
  /** How the account is kept safe. */
  security: procedure('account.security')
    .input(z.void())
    .output(security)
    .query(async ({ ctx: { deps, person } }) => {
      const { name, email, totpSince } = await getCredential(deps.db, person.id)
      const recoveryCodesLeft = await countRecoveryCodes(deps.db, person.id)
      const totp = totpSince && { enabledAt: toInstant(totpSince) }
      return { name, email, totp, recoveryCodesLeft }
    }),
  ...sessionProcedures,
  ...passwordProcedures,
  ...totpProcedures,
})
