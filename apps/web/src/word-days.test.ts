import { expect, test } from 'vitest'

import { wordDays } from './word-days.ts'

test('two days are told with the year of both where they differ in it', () => {
  expect(wordDays('2026-09-28', '2026-11-26')).toBe('28 Sep – 26 Nov 2026')
  expect(wordDays('2025-11-27', '2026-11-26')).toBe('27 Nov 2025 – 26 Nov 2026')
  expect(wordDays('2026-11-26', '2026-11-26')).toBe('26 Nov 2026')
})
