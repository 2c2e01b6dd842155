import type { RejectionCause } from './signature.ts'

// Only who has a secret can bring these about, and they say what to do.
const foundOut: ReadonlySet<RejectionCause> = new Set<RejectionCause>([
  'retired_secret',
  'secret_whitespace',
  'body_altered',
  'form_template',
])

/** How long before a mismatch what was found out about the refusals of an endpoint is taken to be its cause too. */
export const sameCauseMs = 10 * 60 * 1000

/**
 * The cause to tell for refused requests of an endpoint, the oldest first: that of the last one. Why a signature is wrong is not looked
 * into each time, so for a mismatch it is what was found out in the ten minutes before, if anything. Null for none.
 */
export function causeToTell<T extends RejectionCause>(
  refused: readonly { at: Date; cause: T }[],
): T | null {
  const last = refused.at(-1)
  if (!last) return null
  if (last.cause !== 'mismatch') return last.cause
  const found = refused.findLast(
    ({ at, cause }) => foundOut.has(cause) && last.at.getTime() - at.getTime() <= sameCauseMs,
  )
  return (found ?? last).cause
}
