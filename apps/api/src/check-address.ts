import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { lookup } from 'node:dns/promises'
import { BlockList, isIP } from 'node:net'

import type { FastifyPluginCallback } from 'fastify'

import {
  addressProblems,
  type AddressFinding,
  type AddressProblem,
} from '@solar-capture/core/address-check'

import type { Deps } from './deps.ts'
import { isPublicAddress } from './public-address.ts'

const path = '/webhooks/calcom/address-check'
const nonceGrammar = /^[0-9a-f]{32}$/
const patienceMs = 5_000
const longestAnswer = 1_000

type CheckDeps = Pick<Deps, 'encryption' | 'publicUrl'>

/** Answers a nonce in a way that only servers with the same encryption key can, so that one knows itself again. */
export const addressCheckRoute: FastifyPluginCallback<{ deps: CheckDeps }> = (
  app,
  { deps },
  done,
) => {
  app.get<{ Querystring: { nonce?: string } }>(path, async (request, reply) => {
    const { nonce = '' } = request.query
    if (!nonceGrammar.test(nonce)) return reply.code(400).send({ error: 'bad_request' })
    return { proof: proofOf(deps, nonce).toString('hex') }
  })
  done()
}

/**
 * Asks for this server at `publicUrl`, beside the endpoints' addresses, and tells what would keep Cal.com from them.
 * Nothing but that address is asked; no redirect is followed.
 */
export async function checkAddress(deps: CheckDeps): Promise<AddressProblem[]> {
  const { publicUrl } = deps
  const reach = await reachOf(publicUrl.hostname)
  return addressProblems(publicUrl, reach, await ask(deps))
}

async function ask(deps: CheckDeps): Promise<AddressFinding> {
  const nonce = randomBytes(16).toString('hex')
  const url = new URL(`${path}?nonce=${nonce}`, deps.publicUrl)
  try {
    const signal = AbortSignal.timeout(patienceMs)
    const answer = await fetch(url, {
      redirect: 'manual',
      signal,
      headers: { accept: 'application/json' },
    })
    if (answer.status >= 300 && answer.status < 400) {
      await answer.body?.cancel()
      return { answer: 'redirect', to: originOf(answer.headers.get('location'), url) }
    }
    const text = await readStart(answer)
    const isItself = answer.status === 200 && isProof(text, proofOf(deps, nonce))
    return isItself ? { answer: 'itself' } : { answer: 'somebody_else', status: answer.status }
  } catch (error) {
    return { answer: 'nobody', reason: reasonOf(error) }
  }
}

/** As much of an answer as the right one has at most. */
async function readStart({ body }: Response): Promise<string> {
  if (body === null) return ''
  let text = ''
  const decoder = new TextDecoder()
  for await (const chunk of body) {
    text += decoder.decode(chunk, { stream: true })
    if (text.length > longestAnswer) break
  }
  return text
}

function isProof(text: string, proof: Buffer): boolean {
  const hex = /^\{"proof":"([0-9a-f]{64})"\}$/.exec(text.trim())?.[1]
  return hex !== undefined && timingSafeEqual(Buffer.from(hex, 'hex'), proof)
}

function proofOf({ encryption }: Pick<Deps, 'encryption'>, nonce: string): Buffer {
  return createHmac('sha256', encryption.deriveKey('address-check')).update(nonce).digest()
}

// Only where it leads: the nonce is nobody's business.
function originOf(location: string | null, from: URL): string | null {
  return location === null ? null : (URL.parse(location, from.href)?.origin ?? null)
}

const certificateCodes = /^(CERT_|ERR_TLS_|DEPTH_ZERO_|SELF_SIGNED_|UNABLE_TO_|ERR_SSL_)/

function reasonOf(error: unknown): Extract<AddressFinding, { answer: 'nobody' }>['reason'] {
  if (error instanceof Error && error.name === 'TimeoutError') return 'too_slow'
  const code = codeOf(error) ?? (error instanceof Error ? codeOf(error.cause) : undefined) ?? ''
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN') return 'unknown_name'
  if (code === 'ECONNREFUSED' || code === 'EHOSTUNREACH') return 'refused'
  return certificateCodes.test(code) ? 'certificate' : 'other'
}

function codeOf(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('code' in error)) return undefined
  return typeof error.code === 'string' ? error.code : undefined
}

const loopback = new BlockList()
loopback.addSubnet('127.0.0.0', 8)
loopback.addAddress('::1', 'ipv6')
/** Where a name leads. One that is not known here may be known to Cal.com. */
async function reachOf(hostname: string): Promise<'only_here' | 'private' | 'public'> {
  const name = hostname.replaceAll(/[[\]]/g, '')
  const found = isIP(name) ? [{ address: name }] : await lookup(name, { all: true }).catch(() => [])
  const addresses = found.map(({ address }) => address)
  if (addresses.length === 0) return 'public'
  const isHere = (address: string) => loopback.check(address, isIP(address) === 6 ? 'ipv6' : 'ipv4')
  if (addresses.every((address) => isHere(address))) return 'only_here'
  return addresses.some((address) => isPublicAddress(address)) ? 'public' : 'private'
}
