import { DomainError } from '@solar-capture/core/errors'

import { DecryptionError } from './encryption.ts'

/** What `open` decrypts; `otherwise` when no key that is here opens it. */
export function ifReadable<Opened, Else>(open: () => Opened, otherwise: Else): Opened | Else {
  try {
    return open()
  } catch (error) {
    if (error instanceof DecryptionError) return otherwise
    throw error
  }
}

/** What `open` decrypts. Throws CONFLICT when no key that is here opens it. */
export async function demandKey<Opened>(open: () => Opened | Promise<Opened>): Promise<Opened> {
  try {
    return await open()
  } catch (error) {
    if (!(error instanceof DecryptionError)) throw error
    throw new DomainError('conflict', 'It was encrypted with another key.', { cause: error })
  }
}
