import { afterAll, beforeAll, expect, test } from 'vitest'

import { jane, startWithCalcom, type WithCalcom } from '../calcom.testing.ts'

let calcom: WithCalcom

beforeAll(async () => {
  calcom = await startWithCalcom()
})
afterAll(() => calcom.close())

const november = { from: '2026-11-01T00:00:00.000Z', to: '2026-12-01T00:00:00.000Z' }
const december = { from: '2026-12-01T00:00:00.000Z', to: '2027-01-01T00:00:00.000Z' }
const insight = () => calcom.caller().insight

test('a lead that Cal.com moved is told of in the funnel, and how long it took', async () => {
  const { lead } = calcom.caller()
  const [{ owners }, { id }] = [await lead.choices(), await lead.create(jane)]
  await lead.create({ name: 'Bob Lee', email: 'bob@acme.example' })
  await calcom.tell({ type: 'Site survey' })
  await lead.bulkAssign({ ids: [id], ownerId: owners[0]?.id ?? null })

  const { steps, total } = await insight().funnel(november)
  expect(steps.map(({ name }) => name).slice(0, 3)).toEqual(['New', 'Contacted', 'Booked'])
  expect(total).toEqual({ reached: [2, 1, 1, 0, 0, 0], lost: [0, 0, 0, 0, 0, 0] })
  const byOwner = await insight().timeToBooked({ ...november, by: 'owner' })
  expect(byOwner.groups).toEqual([
    {
      ...{ key: owners[0]?.id, name: owners[0]?.name },
      figures: {
        ...{ captured: 1, cameBooked: 0, booked: 1, medianSeconds: 3600, p90Seconds: 3600 },
      },
    },
    expect.objectContaining({ key: null, name: null }),
  ])

  await calcom.tell({
    ...{ trigger: 'BOOKING_CANCELLED', sentAt: '2026-11-20T11:00:00.000Z' },
  })
  const weeks = { ...december, by: 'week' as const, timeZone: 'Europe/London' }
  const { total: became, groups } = await insight().outcomes(weeks)
  expect(became).toMatchObject({ cancelled: 1, tookPlace: 0, toCome: 0 })
  expect(groups.map(({ name, figures }) => [name, figures.cancelled]).slice(0, 2)).toEqual([
    ['2026-11-30', 1],
    ['2026-12-07', 0],
  ])
  expect((await insight().outcomes(november)).total).toMatchObject({ cancelled: 0 })
})

test.each([
  ['an offset for a zone', { ...november, timeZone: '+01:00' }, /no such time zone/],
  ['more than a year', { ...november, from: '2025-11-29T00:00:00.000Z' }, /at most 366 days/],
  ['an end before its beginning', { from: november.to, to: november.from }, /ends before/],
])('a period with %s is refused with the reason', async (_what, input, reason) => {
  await expect(insight().funnel(input)).rejects.toMatchObject({
    ...{ code: 'BAD_REQUEST', message: expect.stringMatching(reason) },
  })
})
