import { noSecretSentinel } from '@solar-capture/core/signature'

/** What signature headers looked like, in words and without their content, as "64 hex digits" or "none". */
export function describeSignature(headers: string[]): string {
  const [header] = headers
  if (header === undefined) return 'none'
  if (headers.length > 1) return `${headers.length} headers`
  if (header.trim() === '') return 'empty'
  if (header.toLowerCase() === noSecretSentinel) return noSecretSentinel
  const hex = /^[0-9a-f]+$/i.test(header)
  return `${header.length} ${hex ? 'hex digits' : 'characters'}`
}
