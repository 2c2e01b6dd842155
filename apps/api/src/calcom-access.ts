import type { CalcomKey, CalcomKeyPlace } from '@solar-capture/db/calcom-keys'

import type { CalcomAccess } from './calcom-pages.ts'
import type { Deps } from './deps.ts'

const placeOf = ({ endpointId }: CalcomKeyPlace) => ({
  purpose: 'calcom_key',
  rowId: endpointId,
})

/** Encrypts a key of Cal.com's API for an endpoint. */
export function sealCalcomKey(
  { encryption }: Pick<Deps, 'encryption'>,
  place: CalcomKeyPlace,
  key: string,
): Uint8Array {
  return encryption.sealValue(Buffer.from(key), placeOf(place))
}

/** How Cal.com's API is asked about an endpoint. Throws a DecryptionError. */
export function openCalcomKey(
  { encryption }: Pick<Deps, 'encryption'>,
  row: Pick<CalcomKey, 'workspaceId' | 'endpointId' | 'sealed' | 'baseUrl'>,
): CalcomAccess {
  const { sealed, baseUrl } = row
  return { baseUrl, key: Buffer.from(encryption.openValue(sealed, placeOf(row))).toString() }
}
