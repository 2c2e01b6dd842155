import { lookup } from 'node:dns/promises'
import { request as httpRequest } from 'node:http'
import { request as httpsRequest } from 'node:https'
import { isIP } from 'node:net'

import { isPublicAddress } from './public-address.ts'

/** Finds the addresses of a host. */
export type Resolve = (host: string) => Promise<string[]>

/** An error for the admin who set an address: why nothing could be sent there. */
export class OutgoingError extends Error {
  override readonly name = 'OutgoingError'
}

/** Posts to and reads from addresses that people set; only where that can do no harm. */
export type Outgoing = {
  /** Why nothing may be sent to a URL, as far as it shows without looking its host up; null when it may. */
  refusal: (url: string) => string | null
  /** Resolves once a message was taken (2xx). Throws OutgoingError. */
  post: (url: string, message: { headers: Record<string, string>; body: string }) => Promise<void>
  /** Resolves with what was answered, whatever its status, up to 2 MiB. Throws OutgoingError, also when `signal` is aborted. */
  get: (url: string, headers: Record<string, string>, signal?: AbortSignal) => Promise<Answer>
}

/** What a server answered; the names of headers are in small letters. */
export type Answer = {
  status: number
  headers: Record<string, string | string[] | undefined>
  body: string
}

const mostOfAnswer = { post: 16 * 1024, get: 2 * 1024 * 1024 }
const resolveByDns: Resolve = async (host) =>
  (await lookup(host, { all: true })).map(({ address }) => address)

/**
 * Makes what posts: by https to public addresses only, unless `allowPrivate`. A host is looked up once, each of its addresses
 * has to be allowed, and the connection goes to one of these; redirects are not followed.
 */
export function createOutgoing({
  allowPrivate,
  resolve = resolveByDns,
  patienceMs = 10_000,
}: {
  allowPrivate: boolean
  resolve?: Resolve
  /** How long all of it may take, milliseconds. */
  patienceMs?: number
}): Outgoing {
  const refusal = (text: string): string | null => {
    const url = URL.parse(text)
    if (url === null) return 'This is no address. It has to be like https://hooks.example.com/…'
    if (url.protocol !== 'https:' && !(allowPrivate && url.protocol === 'http:')) {
      return 'The address has to begin with https://'
    }
    if (url.username !== '' || url.password !== '') {
      return 'The address may not contain a user and password.'
    }
    const host = hostOf(url)
    if (!allowPrivate && (isIP(host) === 0 ? isLocalName(host) : !isPublicAddress(host))) {
      return notPublic
    }
    return null
  }

  const findAddress = async (url: URL): Promise<string> => {
    const host = hostOf(url)
    const found = isIP(host) === 0 ? await resolve(host).catch(() => []) : [host]
    const [address] = found
    if (address === undefined) throw new OutgoingError('No server of that name was found.')
    if (!allowPrivate && !found.every(isPublicAddress)) throw new OutgoingError(notPublic)
    return address
  }

  const ask = async (text: string, message: Message, given?: AbortSignal): Promise<Answer> => {
    const reason = refusal(text)
    if (reason !== null) throw new OutgoingError(reason)
    const url = new URL(text)
    const inTime = AbortSignal.timeout(patienceMs)
    const signal = given ? AbortSignal.any([inTime, given]) : inTime
    if (signal.aborted) throw describe(null, signal)
    const address = await Promise.race([findAddress(url), aborted(signal)])
    return send(url, { ...message, address, signal })
  }

  return {
    refusal,
    post: async (text, message) => {
      const { status } = await ask(text, { method: 'POST', ...message })
      if (status >= 200 && status < 300) return
      throw new OutgoingError(
        status >= 300 && status < 400
          ? `The server answered with a redirect (${status}), which is not followed.`
          : `The server answered ${status}.`,
      )
    },
    get: (text, headers, given) => ask(text, { method: 'GET', headers, body: null }, given),
  }
}

const notPublic = 'The address leads into a private network. Messages only go to public ones.'

type Message = { method: 'GET' | 'POST'; headers: Record<string, string>; body: string | null }
type Sent = Message & { address: string; signal: AbortSignal }

function send(url: URL, { method, headers, body, address, signal }: Sent): Promise<Answer> {
  const request = url.protocol === 'https:' ? httpsRequest : httpRequest
  const family = isIP(address)
  const most = method === 'GET' ? mostOfAnswer.get : mostOfAnswer.post
  return new Promise((resolve, reject) => {
    const fail = (error: Error) => reject(describe(error, signal))
    const outgoing = request(
      url,
      {
        method,
        agent: false,
        signal,
        headers:
          body === null ? headers : { ...headers, 'content-length': Buffer.byteLength(body) },
        // To the very address that was looked at, whatever the name means by now.
        lookup: (_host, options, done) =>
          options.all ? done(null, [{ address, family }]) : done(null, address, family),
      },
      (answer) => {
        const chunks: Buffer[] = []
        let size = 0
        answer.on('error', fail)
        answer.on('data', (chunk: Buffer) => {
          size += chunk.length
          if (size <= most) chunks.push(chunk)
          // What is posted is taken by then; what is read would be cut.
          else if (method === 'GET')
            answer.destroy(new OutgoingError('The answer is larger than 2 MiB.'))
          else answer.destroy()
        })
        answer.on('close', () =>
          resolve({
            ...{ status: answer.statusCode ?? 0, headers: answer.headers },
            body: method === 'GET' ? Buffer.concat(chunks).toString() : '',
          }),
        )
      },
    )
    outgoing.on('error', fail)
    outgoing.end(body ?? undefined)
  })
}

function aborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) =>
    signal.addEventListener('abort', () => reject(describe(null, signal)), { once: true }),
  )
}

function describe(error: Error | null, signal: AbortSignal): OutgoingError {
  if (error instanceof OutgoingError) return error
  if (signal.aborted) return new OutgoingError('The server did not answer in time.')
  const code = error && 'code' in error && typeof error.code === 'string' ? ` (${error.code})` : ''
  return new OutgoingError(`The server could not be reached${code}.`)
}

function hostOf(url: URL): string {
  return url.hostname.replaceAll(/^\[|\]$/g, '').replace(/\.$/, '')
}

function isLocalName(host: string): boolean {
  return !host.includes('.') || /(^|\.)(localhost|local|internal|home\.arpa)$/.test(host)
}
