import { z } from 'zod'

import { passwordLength } from './auth.ts'
import { isCommonPassword } from './common-passwords.ts'

/** A password that somebody gives themselves: of any characters, but not one of those that everybody guesses first. */
export const newPassword = z
  .string()
  .min(passwordLength.min, `A password has at least ${passwordLength.min} characters.`)
  .max(passwordLength.max, `A password has at most ${passwordLength.max} characters.`)
  .refine((password) => !isCommonPassword(password), {
    message: 'This password is on the lists that are tried first. Choose another one.',
  })

/** A password that somebody has: of any length that one could have had. */
export const givenPassword = z.string().min(1).max(passwordLength.max)
