import { TRPCError } from '@trpc/server'

/** What whoever tries too often is told, for now and as long as it takes. */
export const tooManyTries = 'Too many attempts. Please wait a little and try again.'

/** A refusal of a procedure because of too many tries; says in a header when to come back, in seconds. */
export function tooMany(
  { setRetryAfter }: { setRetryAfter: (seconds: number) => void },
  waitMs: number,
): TRPCError {
  setRetryAfter(Math.ceil(waitMs / 1000))
  return new TRPCError({ code: 'TOO_MANY_REQUESTS', message: tooManyTries })
}
