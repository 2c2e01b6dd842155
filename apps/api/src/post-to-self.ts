import { request } from 'node:http'

import type { Deps } from './deps.ts'

const patienceMs = 10_000

/**
 * Posts to a path of this very process, over HTTP as anybody else, and answers the status and how long it took. The
 * Host header is that of `publicUrl`. Throws when the process does not listen, or does not answer in ten seconds.
 */
export async function postToSelf(
  { listening, publicUrl }: Pick<Deps, 'listening' | 'publicUrl'>,
  path: string,
  { body, headers }: { body: string; headers: Record<string, string> },
): Promise<{ status: number; ms: number }> {
  if (listening.origin === null) throw new Error('This process does not listen yet.')
  const url = new URL(path, listening.origin)
  const startedAt = performance.now()
  return new Promise((resolve, reject) => {
    const posting = request(
      url,
      {
        method: 'POST',
        agent: false,
        headers: { ...headers, host: publicUrl.host, 'content-length': Buffer.byteLength(body) },
        signal: AbortSignal.timeout(patienceMs),
      },
      (answer) => {
        answer.resume()
        answer.on('error', reject)
        answer.on('end', () =>
          resolve({
            status: answer.statusCode ?? 0,
            ms: Math.round(performance.now() - startedAt),
          }),
        )
      },
    )
    posting.on('error', reject)
    posting.end(body)
  })
}
