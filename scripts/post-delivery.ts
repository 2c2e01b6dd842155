import { sign } from '../packages/core/src/signature.ts'

/** The answer of a server to a delivery. */
export type Answer = { status: number; text: string }

/**
 * Posts `body` to an endpoint with the headers of Cal.com, signed with `secret`. Like Cal.com it follows no redirect.
 * Throws when nothing answers there within 30 seconds.
 */
export async function postDelivery(
  to: string,
  secret: string,
  { body, contentType }: { body: string; contentType: string },
): Promise<Answer> {
  const bytes = new TextEncoder().encode(body)
  const response = await fetch(to, {
    method: 'POST',
    redirect: 'manual',
    headers: {
      'content-type': contentType,
      'x-cal-signature-256': sign(secret, bytes),
      'x-cal-webhook-version': '2021-10-20',
    },
    body: bytes,
    signal: AbortSignal.timeout(30_000),
  }).catch((error: unknown) => {
    throw new Error(`Nothing answers at ${to}; is the server running?`, { cause: error })
  })
  return { status: response.status, text: await response.text() }
}

/** One sentence on what an answer of a Solar Capture endpoint means. */
export function explain({ status, text }: Answer): string {
  if (status === 200) {
    const result = /"result":"(\w+)"/.exec(text)?.[1] ?? ''
    return results[result] ?? 'The server took it.'
  }
  if (status >= 300 && status < 400) return 'That is a redirect, which Cal.com does not follow.'
  return refusals[status] ?? 'That is no answer of a Solar Capture endpoint; is the address right?'
}

const results: Record<string, string> = {
  applied: 'It was applied: the lead shows it now.',
  duplicate: 'This was told before; nothing changed. Another --email makes another booking.',
  unmatched: 'No lead has the booker’s email; the booking waits under Unmatched.',
  ignored: 'Nothing follows from this kind of event; it is in the delivery log.',
  held: 'It is kept, but a person has to apply it (too old, or the endpoint is paused); see the delivery log.',
  parked: 'It is kept until the endpoint’s first secret is saved.',
  pong: 'Address and secret are right; a ping changes nothing.',
}

const refusals: Record<number, string> = {
  400: 'The signature is right, but the body is not JSON.',
  401: 'The signature is not accepted: the secret differs, or none is saved. Settings → Integrations says why.',
  403: 'The signature is right, but this endpoint is switched off.',
  404: 'There is no such endpoint; copy its address from the integrations screen.',
  405: 'That address takes no POST; copy the endpoint’s address from the integrations screen.',
  408: 'The server did not get the body in time.',
  413: 'The body is larger than the server takes.',
  415: 'The server takes no compressed bodies.',
  422: 'The signature is right, but this is not a body that Cal.com sends; see the delivery log.',
  503: 'The server cannot keep anything right now; try again.',
}
