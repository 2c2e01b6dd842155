import { expect, test } from 'vitest'

import { toBookingLink, toBookingPage } from './booking-page.ts'

test('a booking page is an address of the web, with or without its scheme', () => {
  expect(toBookingPage(' cal.com/ana/survey ')).toBe('https://cal.com/ana/survey')
  expect(toBookingPage('https://cal.com/ana?month=2026-12')).toBe(
    'https://cal.com/ana?month=2026-12',
  )
  for (const text of ['', 'survey', 'http://cal.com/ana', 'data:text/html,hi', 'https://']) {
    expect([text, toBookingPage(text)]).toEqual([text, null])
  }
})

test('the parameter of a lead goes beside those that the page has, before its fragment', () => {
  const parameter = 'metadata%5Blead%5D=token'
  expect(toBookingLink('https://cal.com/ana', parameter)).toBe(
    'https://cal.com/ana?metadata%5Blead%5D=token',
  )
  expect(toBookingLink('https://cal.com/ana?month=2026-12#top', parameter)).toBe(
    'https://cal.com/ana?month=2026-12&metadata%5Blead%5D=token#top',
  )
})
