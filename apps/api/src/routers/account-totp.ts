import { z } from 'zod'

import { givenPassword } from '../passwords.ts'
import { finishTotp, renewRecoveryCodes, startTotp, stopTotp } from '../totp-settings.ts'
import { procedure } from '../trpc.ts'

/** What somebody types: six digits of an authenticator app, or where it is gone a recovery code. */
export const givenCode = z.string().trim().min(1).max(40)

const recoveryCodes = z.strictObject({ recoveryCodes: z.array(z.string()) })

/** The second step of signing in. */
export const totpProcedures = {
  /** Makes a seed for an authenticator app; nobody is asked for a code before `confirmTotp`. CONFLICT when it is on. */
  enableTotp: procedure('account.enableTotp')
    .input(z.strictObject({ password: givenPassword }))
    .output(z.strictObject({ secret: z.string(), uri: z.string() }))
    .mutation(({ ctx, input }) => startTotp(ctx, input)),

  /** Turns it on by a first code. Other sessions end. The recovery codes are shown this once. */
  confirmTotp: procedure('account.confirmTotp')
    .input(z.strictObject({ code: givenCode }))
    .output(recoveryCodes)
    .mutation(async ({ ctx, input }) => ({ recoveryCodes: await finishTotp(ctx, input) })),

  /** Turns it off again. */
  disableTotp: procedure('account.disableTotp')
    .input(z.strictObject({ password: givenPassword, code: givenCode }))
    .output(z.strictObject({}))
    .mutation(async ({ ctx, input }) => {
      await stopTotp(ctx, input)
      return {}
    }),

  /** Makes new recovery codes, shown this once; those before stop working. */
  renewRecoveryCodes: procedure('account.renewRecoveryCodes')
    .input(z.strictObject({ password: givenPassword }))
    .output(recoveryCodes)
    .mutation(async ({ ctx, input }) => ({ recoveryCodes: await renewRecoveryCodes(ctx, input) })),
}
