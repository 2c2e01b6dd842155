import { noSecretSentinel } from '@solar-capture/core/signature'

// What other senders put before their signatures.
const prefixes = ['sha256=', 'sha1=', 'v1=', 'v1,']

/** What signature headers looked like, in words and without their content, as "64 hex digits" or "none". */
export function describeSignature(headers: string[]): string {
  const [header] = headers
  if (header === undefined) return 'none'
  if (headers.length > 1) return `${headers.length} headers`
  if (header.trim() === '') return 'empty'
  if (header.toLowerCase() === noSecretSentinel) return noSecretSentinel
  const prefix = prefixes.find((one) => header.toLowerCase().startsWith(one))
  if (prefix === undefined) return describeValue(header)
  return `"${prefix}" and ${describeValue(header.slice(prefix.length))}`
}

function describeValue(value: string): string {
  const { length } = value
  if (/^[0-9a-f]+$/i.test(value)) return `${length} hex digits`
  // So long are 32 bytes in base64, and nothing else that Cal.com could be thought to send.
  if (/^[0-9a-z+/_-]{43}=?$/i.test(value)) return `${length} characters of base64`
  return `${length} characters`
}
