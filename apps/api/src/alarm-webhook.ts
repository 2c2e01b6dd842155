import { createHmac, randomBytes } from 'node:crypto'

import type { Deps } from './deps.ts'
import { ifReadable } from './if-readable.ts'

/** Where alarms of a workspace are posted, and what they are signed with. */
export type AlarmWebhook = { url: string; secret: string }

const prefix = 'whsec_'

/** A new signing secret: 256 random bits, written as Standard Webhooks does. */
export function newWebhookSecret(): string {
  return prefix + randomBytes(32).toString('base64')
}

/** Encrypts a workspace's webhook. */
export function sealWebhook(
  { encryption }: Pick<Deps, 'encryption'>,
  workspaceId: string,
  webhook: AlarmWebhook,
): Uint8Array {
  return encryption.sealValue(Buffer.from(JSON.stringify(webhook)), placeOf(workspaceId))
}

/** Undoes `sealWebhook`. Throws a DecryptionError. */
export function openWebhook(
  { encryption }: Pick<Deps, 'encryption'>,
  workspaceId: string,
  sealed: Uint8Array,
): AlarmWebhook {
  // Only `sealWebhook` makes what opens here.
  return JSON.parse(
    Buffer.from(encryption.openValue(sealed, placeOf(workspaceId))).toString(),
  ) as AlarmWebhook
}

/** What `openWebhook` answers, or that it cannot be decrypted with the keys that are here. */
export function readWebhook(
  deps: Pick<Deps, 'encryption'>,
  workspaceId: string,
  sealed: Uint8Array,
): AlarmWebhook | 'unreadable' {
  return ifReadable(() => openWebhook(deps, workspaceId, sealed), 'unreadable')
}

/** What is wrong then, and what to do. */
export const unreadableWebhook =
  'The address and its secret cannot be read with the encryption key of this server. Put the key back, or set the address again.'

/**
 * The headers of a message: its id, which stays the same when it is sent again, the time (seconds), and the signature of
 * `<id>.<time>.<body>` (HMAC-SHA256), as Standard Webhooks has them.
 */
export function signedHeaders(
  secret: string,
  { id, at, body }: { id: string; at: Date; body: string },
): Record<string, string> {
  const time = String(Math.floor(at.getTime() / 1000))
  const key = Buffer.from(secret.slice(prefix.length), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${time}.${body}`).digest('base64')
  return {
    'content-type': 'application/json',
    'user-agent': 'Solar-Capture',
    ...{ 'webhook-id': id, 'webhook-timestamp': time, 'webhook-signature': `v1,${signature}` },
  }
}

function placeOf(workspaceId: string) {
  return { purpose: 'alarm_webhook', rowId: workspaceId }
}
