import { expect, test } from 'vitest'

import { deviceWords, isHandheld } from './device-words.ts'

const webKit = 'AppleWebKit/605.1.15 (KHTML, like Gecko)'
const chrome = 'AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0'
const windows = 'Mozilla/5.0 (Windows NT 10.0; Win64; x64)'
const mac = 'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)'
const iPhone = 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_6 like Mac OS X)'
const android = 'Mozilla/5.0 (Linux; Android 10; K)'

test.each([
  [`${windows} ${chrome} Safari/537.36`, 'Chrome on Windows'],
  [`${windows} ${chrome} Safari/537.36 Edg/142.0.0.0`, 'Edge on Windows'],
  [`${windows} ${chrome} Safari/537.36 OPR/125.0.0.0`, 'Opera on Windows'],
  ['Mozilla/5.0 (Windows NT 10.0; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox on Windows'],
  [`${mac} ${webKit} Version/18.6 Safari/605.1.15`, 'Safari on Mac'],
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox on Linux'],
  [`Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) ${chrome} Safari/537.36`, 'Chrome on ChromeOS'],
  [`${iPhone} ${webKit} Version/18.6 Mobile/15E148 Safari/604.1`, 'Safari on iPhone'],
  [`${iPhone} ${webKit} CriOS/142.0 Mobile/15E148 Safari/604.1`, 'Chrome on iPhone'],
  [`${iPhone} ${webKit} FxiOS/145.0 Mobile/15E148 Safari/605.1.15`, 'Firefox on iPhone'],
  [`${android} ${chrome} Mobile Safari/537.36`, 'Chrome on Android'],
  [
    `${android} AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36`,
    'Samsung Internet on Android',
  ],
])('%s is %s', (userAgent, words) => {
  expect(deviceWords(userAgent)).toBe(words)
})

test('what is not known is not guessed', () => {
  expect(deviceWords(null)).toBe('Unknown browser')
  expect(deviceWords('')).toBe('Unknown browser')
  expect(deviceWords('curl/8.17.0')).toBe('Unknown browser')
  expect(deviceWords(`${mac} ${webKit}`)).toBe('A browser on Mac')
  expect(deviceWords('Firefox/145.0')).toBe('Firefox')
  expect(deviceWords('<img src=x onerror=alert(1)> Windows')).toBe('A browser on Windows')
})

test('phones and tablets are held in the hand', () => {
  expect(isHandheld(`${iPhone} ${webKit}`)).toBe(true)
  expect(isHandheld(`${android} ${chrome}`)).toBe(true)
  expect(isHandheld(`${mac} ${webKit}`)).toBe(false)
  expect(isHandheld(null)).toBe(false)
})
