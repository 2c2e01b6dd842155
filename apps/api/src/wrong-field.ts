import { TRPCError } from '@trpc/server'
import { z } from 'zod'

/** A BAD_REQUEST that says what is wrong with one field of the input, as those of its shape do. */
export function wrongField(field: string, message: string): TRPCError {
  const issue = { code: 'custom' as const, path: [field], message, input: undefined }
  return new TRPCError({ code: 'BAD_REQUEST', message, cause: new z.ZodRealError([issue]) })
}
