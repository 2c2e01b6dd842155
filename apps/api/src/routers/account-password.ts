import { z } from 'zod'

import { changePassword } from '../change-password.ts'
import { givenPassword, newPassword } from '../passwords.ts'
import { requestReset, resetPassword } from '../reset-password.ts'
import { procedure } from '../trpc.ts'

const nothing = z.strictObject({})

/** Passwords: another one, and a new one where it was forgotten. */
export const passwordProcedures = {
  /** Other sessions end. BAD_REQUEST with an error of the field when the current password is wrong. */
  changePassword: procedure('account.changePassword')
    .input(z.strictObject({ currentPassword: givenPassword, newPassword }))
    .output(nothing)
    .mutation(async ({ ctx, input }) => {
      await changePassword(ctx, input)
      return {}
    }),

  /** Has a link sent with which a forgotten password is replaced; answers the same whether anybody has that email. */
  requestReset: procedure('account.requestReset')
    .input(z.strictObject({ email: z.email().trim().toLowerCase().max(254) }))
    .output(nothing)
    .mutation(async ({ ctx, input: { email } }) => {
      await requestReset(ctx, email)
      return {}
    }),

  /** Replaces the password by the token of a link, which works once. UNAUTHORIZED when it does not work. */
  resetPassword: procedure('account.resetPassword')
    .input(z.strictObject({ token: z.string().min(1).max(200), password: newPassword }))
    .output(nothing)
    .mutation(async ({ ctx, input }) => {
      await resetPassword(ctx, input)
      return {}
    }),
}
