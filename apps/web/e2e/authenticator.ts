import { createHmac } from 'node:crypto'

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** An authenticator app that was given a key, as text in base32. */
export type Authenticator = {
  /** The code of now, or the one after the last that it gave: each works once. The server takes one step ahead. */
  nextCode: () => string
}

export function authenticator(key: string): Authenticator {
  let last = 0
  return {
    nextCode: () => {
      last = Math.max(Math.floor(Date.now() / 30_000), last + 1)
      return codeOf(key, last)
    },
  }
}

// RFC 6238 with its defaults: SHA-1, six digits, steps of 30 seconds.
function codeOf(key: string, step: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(step))
  const digest = createHmac('sha1', bytesOf(key)).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  const number = (digest.readUInt32BE(offset) & 0x7f_ff_ff_ff) % 1_000_000
  return String(number).padStart(6, '0')
}

function bytesOf(key: string): Buffer {
  const bits = Array.from(key, (letter) => base32.indexOf(letter).toString(2).padStart(5, '0'))
  const bytes = bits.join('').match(/.{8}/g) ?? []
  return Buffer.from(bytes.map((byte) => Number.parseInt(byte, 2)))
}
