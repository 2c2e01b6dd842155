/**
 * What a caller may act on; each edge (tRPC, REST) has one answer for each. `unproved`: somebody who is signed in has to
 * prove again who they are, and may then ask again.
 */
export const errorCodes = ['not_found', 'conflict', 'invalid', 'forbidden', 'unproved'] as const
export type ErrorCode = (typeof errorCodes)[number]

/** An error that the caller may see and act on. Everything else that is thrown is a bug. */
export class DomainError extends Error {
  readonly code: ErrorCode
  /** The lead that is in the way; null when none is. */
  readonly leadId: string | null

  constructor(code: ErrorCode, message: string, options: ErrorOptions & { leadId?: string } = {}) {
    super(message, options)
    this.name = 'DomainError'
    this.code = code
    this.leadId = options.leadId ?? null
  }
}
