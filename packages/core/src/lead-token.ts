import { createHmac, timingSafeEqual } from 'node:crypto'

const grammar = /^([0-9a-f]{32})\.([A-Za-z0-9_-]{22})$/
const macBytes = 16

/**
 * Makes the token that a lead's booking link carries: the lead's id with a MAC of 128 bits, so that nobody who
 * books can name another lead. `key` is 32 bytes, one for each workspace.
 */
export function makeLeadToken(leadId: string, key: Uint8Array): string {
  const id = leadId.replaceAll('-', '').toLowerCase()
  return `${id}.${macOf(id, key).toString('base64url')}`
}

/** The id of the lead whose booking link carried `token`; null unless the token was made with `key`. */
export function readLeadToken(token: string, key: Uint8Array): string | null {
  const [, id, mac] = grammar.exec(token) ?? []
  if (id === undefined || mac === undefined) return null
  if (!timingSafeEqual(Buffer.from(mac, 'base64url'), macOf(id, key))) return null
  return id.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5')
}

function macOf(id: string, key: Uint8Array): Buffer {
  return createHmac('sha256', key).update(`lead|${id}`).digest().subarray(0, macBytes)
}
