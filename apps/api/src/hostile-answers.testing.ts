import { bookingTriggers } from '@solar-capture/core/booking-event'
import { depthOf } from '@solar-capture/core/hostile-values.testing'

const used = new Set<unknown>(bookingTriggers)

/**
 * The answers, as "200 applied", that a signed body may get: which status follows from the response contract alone,
 * and which result as far as nothing needs to be known of what came before.
 */
export function answersFor(text: string): string[] {
  const body = parse(text)
  if (body === undefined) return ['400 invalid_json']
  const unsupported = ['422 unsupported_payload']
  if (depthOf(body) > 64 || !isObject(body)) return unsupported
  const { triggerEvent } = body
  if (!isText(triggerEvent)) return unsupported
  if (triggerEvent === 'PING') return results('pong')
  if (!used.has(triggerEvent)) return results('ignored')
  const isFlat = triggerEvent === 'MEETING_ENDED'
  const payload = isFlat ? body : body['payload']
  if (!isObject(payload)) return unsupported
  const uid = payload['uid'] ?? payload['bookingUid']
  if (!isText(uid) || isTooLong(uid) || isTooLong(payload['rescheduleUid'])) return unsupported
  const time = isFlat ? payload['endTime'] : body['createdAt']
  if (typeof time !== 'string' || !/^2026-1[12]-\d\dT/.test(time)) return results('held')
  return results('applied', 'unmatched', 'ignored')
}

function results(...words: string[]): string[] {
  return [...words, 'duplicate'].map((word) => `200 ${word}`)
}

function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

function isTooLong(value: unknown): boolean {
  return typeof value === 'string' && value.trim().length > 255
}
