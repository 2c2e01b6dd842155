import type { Fixture } from '@solar-capture/core/fixtures.testing'

/** When Cal.com sent a fixture; some day before all others for one that does not say. */
export function sentAt({ body }: Fixture): Date {
  const json = /^\{.*\}$/s.test(body.toString())
    ? (JSON.parse(body.toString()) as { createdAt?: string })
    : {}
  return new Date(json.createdAt ?? '2026-11-20T09:00:00.000Z')
}
