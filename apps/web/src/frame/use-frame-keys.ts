import { useNavigate } from '@tanstack/react-router'
import { useEffect } from 'react'

import type { Scope } from '@solar-capture/core/access'

import { isMac, useKeys } from '../components/keys.ts'
import { type AppDialog, preloadPalette } from './app-dialogs.tsx'
import { screens, settingsScreen } from './screens.ts'

/** The keys that work on every page, for somebody with these scopes. */
export function useFrameKeys(scopes: readonly Scope[], open: (dialog: AppDialog) => void): void {
  const navigate = useNavigate()
  const palette = () => open('palette')
  const newLead = () => open('new-lead')
  useKeys('anywhere', {
    'mod+k': palette,
    // On a page without a search of its own.
    '/': palette,
    '?': () => open('keys'),
    ...(scopes.includes('leads:write') ? { n: newLead } : {}),
  })
  useKeys(
    'goTo',
    Object.fromEntries(
      [...screens, settingsScreen]
        .filter(({ needs }) => scopes.includes(needs))
        .map(({ keys, to }) => [keys, () => void navigate({ to })]),
    ),
  )

  // By the time that the second key is pressed it is often there.
  useEffect(() => {
    const onKeyDown = ({ key }: KeyboardEvent) => {
      if (key === (isMac ? 'Meta' : 'Control')) preloadPalette()
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [])
}
