import { expect, test } from 'vitest'

import { contactsToForget, readLinks, takeBackLinks } from './booking-link.ts'
import { nodeKey } from './seats.ts'
import type { LinkDetail } from './timeline.ts'

const node = (uid: string) => ({ uid, seat: '' })
const link = (uid: string, bookedAs: string | null, remembers: boolean): LinkDetail => ({
  ...{ kind: 'linked', bookedAs, booking: node(uid), remembers },
})
const back = (uid: string, bookedAs: string | null, remembers: boolean): LinkDetail => ({
  ...link(uid, bookedAs, remembers),
  isTakenBack: true,
})
const read = (told: LinkDetail[]) => readLinks(told.map((detail) => ({ detail })))
const [mine, hers] = ['me@x.example', 'her@x.example']

test.each<[string, LinkDetail[], string[], string[]]>([
  ['one link that made the lead known by its email', [link('a', mine, true)], ['a'], [mine]],
  ['a link to who was known by it before', [link('a', mine, false)], ['a'], []],
  ['a link without an email', [link('a', null, false)], ['a'], []],
  [
    'the first of two links with one email',
    [link('a', mine, true), link('b', mine, false)],
    ['a'],
    [mine],
  ],
  [
    'the second of two links with one email',
    [link('a', mine, true), link('b', mine, false)],
    ['b'],
    [mine],
  ],
  [
    'both links of one booking',
    [link('a', mine, true), link('b', hers, true)],
    ['a', 'b'],
    [mine, hers],
  ],
  [
    'a link to who is known by it in another way, since an earlier one was taken back',
    [link('a', mine, true), back('a', mine, false), link('b', mine, false)],
    ['b'],
    [],
  ],
  [
    'a link that was made again',
    [link('a', mine, true), back('a', mine, false), link('a', mine, true)],
    ['a'],
    [mine],
  ],
  ['what was taken back already', [link('a', mine, true), back('a', mine, false)], ['a'], []],
  ['what was never linked', [link('a', mine, true)], ['b'], []],
])('taking back %s', (_, told, uids, forgotten) => {
  const taken = takeBackLinks(read(told), uids.map(node))
  expect(contactsToForget(taken)).toEqual(forgotten)
  // And then nothing is left of them.
  const after = read([...told, ...taken])
  expect(uids.filter((uid) => after.standing.has(nodeKey(uid, '')))).toEqual([])
  expect(forgotten.filter((contact) => after.remembered.has(contact))).toEqual([])
})

test('an entry from before its booking was told stands for none', () => {
  expect(read([{ kind: 'linked', bookedAs: mine }]).standing.size).toBe(0)
})
