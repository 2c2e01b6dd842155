import { Agent, request } from 'node:http'

import { sign } from '@solar-capture/core/signature'

import type { TestApi } from './testing.ts'

/** What was answered to a delivery: the status, and the one word that the body says. */
export type Answer = { status: number; word: string }

/**
 * Makes what signs bodies with `secret` and posts them over connections that stay open, `inFlight` at a time, so
 * that the server commits them in groups. Answers are in the order of the bodies.
 */
export function createSender(
  { port, webhookPath }: Pick<TestApi, 'port' | 'webhookPath'>,
  { secret, inFlight }: { secret: string; inFlight: number },
) {
  const agent = new Agent({ keepAlive: true, maxSockets: inFlight })

  function send(body: Uint8Array): Promise<Answer> {
    const headers = {
      'content-type': 'application/json',
      'content-length': body.length,
      'x-cal-signature-256': sign(secret, body),
    }
    const options = { host: '127.0.0.1', port, agent, method: 'POST', path: webhookPath, headers }
    return new Promise((resolve, reject) => {
      const sent = request(options, (answer) => {
        const chunks: Buffer[] = []
        answer.on('data', (chunk: Buffer) => chunks.push(chunk))
        answer.on('error', reject)
        answer.on('end', () => {
          const said = JSON.parse(Buffer.concat(chunks).toString()) as Partial<
            Record<'result' | 'error', string>
          >
          resolve({ status: answer.statusCode ?? 0, word: said.result ?? said.error ?? '' })
        })
      })
      sent.on('error', reject)
      sent.end(body)
    })
  }

  return {
    send,
    sendAll: async (bodies: readonly (Uint8Array | string)[]): Promise<Answer[]> => {
      const answers: Answer[] = []
      const waiting = bodies.entries()
      const sendOn = async () => {
        for (const [index, body] of waiting) answers[index] = await send(Buffer.from(body))
      }
      await Promise.all(Array.from({ length: inFlight }, sendOn))
      return answers
    },
    close: () => agent.destroy(),
  }
}
