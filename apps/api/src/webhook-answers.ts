import { signatureHeader } from '@solar-capture/core/signature'

/** A whole answer of the webhook route but for the headers that every answer of this server has. */
export type Answer = { status: number; body: string; headers: Readonly<Record<string, string>> }

/** What every answer to Cal.com carries, beside the request's id. */
export const contractHeaders = {
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const

/** Every refusal of the webhook route. Cal.com shows its users the status only, so each has one of its own. */
export const refusals = {
  invalidJson: refuse(400, 'invalid_json'),
  /** The same bytes whatever the cause: the sender learns nothing, the admin everything. */
  invalidSignature: refuse(401, 'invalid_signature', {
    'www-authenticate': `HMAC-SHA256 header="${headerCase(signatureHeader)}"`,
  }),
  disabled: refuse(403, 'integration_disabled'),
  notFound: refuse(404, 'not_found'),
  methodNotAllowed: answer(
    405,
    {
      error: 'method_not_allowed',
      hint: "This address takes Cal.com's webhooks, sent by POST. Paste it into Cal.com as the subscriber URL.",
    },
    { allow: 'POST' },
  ),
  tooSlow: refuse(408, 'too_slow'),
  tooLarge: refuse(413, 'too_large'),
  encoded: refuse(415, 'content_encoding_not_supported'),
  unsupportedPayload: refuse(422, 'unsupported_payload'),
  /** Too many verified deliveries wait for the database. */
  busy: refuse(503, 'unavailable', { 'retry-after': '1' }),
  unavailable: refuse(503, 'unavailable', { 'retry-after': '5' }),
} as const satisfies Record<string, Answer>

/** The answer to a delivery that is safe with us: nothing but a commit may lead to it. */
export function received(result: string, id: string): Answer {
  return answer(200, { received: true, result, id })
}

function refuse(status: number, error: string, headers: Record<string, string> = {}): Answer {
  return answer(status, { error }, headers)
}

function answer(status: number, body: object, headers: Record<string, string> = {}): Answer {
  return { status, body: JSON.stringify(body), headers }
}

function headerCase(name: string): string {
  return name.replaceAll(/(^|-)[a-z]/g, (start) => start.toUpperCase())
}
