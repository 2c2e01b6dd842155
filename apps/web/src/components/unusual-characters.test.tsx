import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'

import { UnusualCharacters } from './unusual-characters.tsx'

const shown = (name: string | null, email: string | null) =>
  renderToStaticMarkup(<UnusualCharacters name={name} email={email} />)

test('an ordinary name and email address are shown as they are', () => {
  expect(shown('Zoë Müller', 'zoe@acme.example')).toBe('')
  expect(shown(null, null)).toBe('')
})

test('a name or an email address that can be taken for another one is said to be unusual', () => {
  const note = /role="note" aria-label="Unusual characters" title="[^"]+"/
  expect(shown('J\u0430ne Doe', 'jane@acme.example')).toMatch(note)
  expect(shown(null, 'j\u0430ne@acme.example')).toMatch(note)
})

test('a domain that is not ASCII is also shown as the network knows it', () => {
  expect(shown('Jane Doe', 'jane@\u0430cme.example')).toContain('>xn--cme-5cd.example<')
})
