export type Response = { status: number; closes: boolean }

const endOfHead = Buffer.from('\r\n\r\n')

/**
 * Makes what reads the responses of a connection that sends one request at a time, as cheaply as it goes: status,
 * whether the server closes the connection, and where the body ends. Answers null while there is more to come;
 * throws when the length is not told.
 */
export function createResponseReader(): (chunk: Buffer) => Response | null {
  let pending: Buffer | null = null
  return (chunk) => {
    const bytes: Buffer = pending ? Buffer.concat([pending, chunk]) : chunk
    const headEnd = bytes.indexOf(endOfHead)
    const head = headEnd < 0 ? '' : bytes.toString('latin1', 0, headEnd)
    const length = headEnd < 0 ? 0 : lengthIn(head)
    if (headEnd < 0 || bytes.length < headEnd + endOfHead.length + length) {
      pending = bytes
      return null
    }
    pending = null
    return { status: Number(head.slice(9, 12)), closes: /\r\nconnection: close/i.test(head) }
  }
}

function lengthIn(head: string): number {
  const length = /\r\ncontent-length: (\d+)/i.exec(head)?.[1]
  if (length === undefined) throw new Error(`A response without a content-length: ${head}`)
  return Number(length)
}
