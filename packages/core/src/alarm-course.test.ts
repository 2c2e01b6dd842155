import { expect, test } from 'vitest'

import { settleAlarms, type AlarmLook } from './alarm-course.ts'
import type { AlarmCause, AlarmDetail, AlarmKind } from './alarm.ts'

const at = (time: string) => new Date(`2026-11-20T${time}:00.000Z`)

const alarm = (kind: AlarmKind, since = '10:00', detail: AlarmDetail = {}) => ({
  ...{ id: kind, kind, since: at(since), detail },
})
const cause = (kind: AlarmKind, detail: AlarmDetail = {}): AlarmCause => ({
  ...{ kind, since: '2026-11-20T10:00:00.000Z', detail },
})
const look = (known: Partial<AlarmLook>): AlarmLook => ({
  ...{ now: at('12:00'), muted: [], causes: [], lastAt: null, secretSetAt: null },
  ...{ lastRefusedAt: null, ...known },
})
const none = { raised: [], ended: [], silenced: [], changed: [] }

test('a cause without an alarm raises one, a second look none', () => {
  const causes = [cause('quiet'), cause('rejecting')]
  expect(settleAlarms([], look({ causes }))).toEqual({ ...none, raised: causes })
  expect(settleAlarms([alarm('quiet'), alarm('rejecting')], look({ causes }))).toEqual(none)
})

test.each([
  ['quiet', {}, false],
  ['quiet', { lastAt: at('10:00') }, false],
  ['quiet', { lastAt: at('10:01') }, true],
  ['rejecting', {}, true],
  ['rejecting', { lastRefusedAt: at('11:00'), lastAt: at('11:01') }, true],
  ['rejecting', { lastRefusedAt: at('11:01'), lastAt: at('11:02') }, false],
  ['unreadable_secret', {}, true],
  ['meeting_passed', {}, true],
] as const)('%s, of which a look sees no cause, and %o: over: %s', (kind, known, isOver) => {
  expect(settleAlarms([alarm(kind)], look(known)).ended).toEqual(isOver ? [kind] : [])
})

test.each([
  ['11:46', null, false],
  ['11:45', null, true],
  ['11:59', '11:58', false],
  ['11:58', '11:59', true],
])(
  'last found unreadable at %s, with a secret set at %s: over at noon: %s',
  (seen, set, isOver) => {
    const secretSetAt = set === null ? null : at(set)
    const open = [alarm('unreadable_secret', '10:00', { seenAt: `2026-11-20T${seen}:00.000Z` })]
    expect(settleAlarms(open, look({ secretSetAt })).ended).toHaveLength(isOver ? 1 : 0)
  },
)

test('while a secret is unreadable, or was lately, nothing else is raised; what was raised stays', () => {
  const unreadable = cause('unreadable_secret', { seenAt: '2026-11-20T11:59:50.000Z' })
  const causes = [unreadable, cause('rejecting')]
  const first = settleAlarms([alarm('quiet')], look({ causes }))
  expect(first).toEqual({ ...none, raised: [unreadable] })
  const open = [alarm('unreadable_secret', '11:50', unreadable.detail)]
  expect(settleAlarms(open, look({ causes: [cause('quiet')] }))).toEqual(none)
})

test('what nobody wants to know is ended without a word', () => {
  const open = [alarm('quiet'), alarm('rejecting')]
  const known = { lastAt: at('11:00'), causes: [cause('rejecting')], lastRefusedAt: at('11:30') }
  const muted = settleAlarms(open, look({ ...known, muted: ['quiet'] }))
  expect(muted).toEqual({ ...none, silenced: ['quiet'] })
  const off = settleAlarms(open, look({ muted: null }))
  expect(off).toEqual({ ...none, silenced: ['quiet', 'rejecting'] })
})

test('refusals say whether something good came after the last of them', () => {
  const detail = { cause: 'Another secret.' }
  const calm = { lastRefusedAt: at('11:30'), lastAt: at('11:31') }
  const taking = { ...detail, isTaking: true }
  expect(settleAlarms([alarm('rejecting', '10:00', detail)], look(calm)).changed).toEqual([
    { id: 'rejecting', kind: 'rejecting', detail: taking },
  ])
  const open = [alarm('rejecting', '10:00', taking)]
  expect(settleAlarms(open, look(calm))).toEqual(none)
  const again = look({ lastRefusedAt: at('11:32'), causes: [cause('rejecting', detail)] })
  expect(settleAlarms(open, again).changed).toMatchObject([{ detail }])
})

test('that a secret is still unreadable is written down once a minute', () => {
  const seen = (time: string) => ({ seenAt: `2026-11-20T${time}.000Z` })
  const changed = (before: string, now: string) =>
    settleAlarms(
      [alarm('unreadable_secret', '10:00', seen(before))],
      look({ causes: [cause('unreadable_secret', seen(now))] }),
    ).changed.length
  expect(changed('11:58:01', '11:59:00')).toBe(0)
  expect(changed('11:58:00', '11:59:00')).toBe(1)
})
