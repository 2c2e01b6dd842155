import { Agent, request } from 'node:http'

/** Asks a path with GET, and answers the text and how long the server took until its last byte, milliseconds. */
export type Asker = (path: string) => Promise<{ text: string; ms: number }>

/** Makes an asker of a server on this machine, on one connection that stays open, as a browser's does. */
export function createAsker(port: number, cookie: string): Asker {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  return (path) =>
    new Promise((resolve, reject) => {
      const startedAt = performance.now()
      request({ host: '127.0.0.1', port, path, agent, headers: { cookie } }, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          const ms = performance.now() - startedAt
          const text = Buffer.concat(chunks).toString()
          if (answer.statusCode === 200) return resolve({ text, ms })
          reject(new Error(`${path} answered ${answer.statusCode}: ${text}`))
        })
      })
        .on('error', reject)
        .end()
    })
}
