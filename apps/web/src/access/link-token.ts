import { useLocation } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

/**
 * The token of the link that led here, which is behind its `#`; '' without one. It leaves the address bar at once, so
 * that it is in no history, and stays in this tab until `forget` is called: somebody may have to sign in first.
 */
export function useLinkToken(purpose: 'join' | 'reset'): { token: string; forget: () => void } {
  const key = `solar-capture.${purpose}`
  const { hash } = useLocation()
  const given = new URLSearchParams(hash.replace(/^#/, '')).get('token')
  const [token, setToken] = useState(given ?? window.sessionStorage.getItem(key) ?? '')
  // Another link may be opened in this tab.
  if (given !== null && given !== token) setToken(given)
  useEffect(() => {
    if (given === null) return
    window.sessionStorage.setItem(key, given)
    window.history.replaceState(window.history.state, '', window.location.pathname)
  }, [key, given])
  return { token, forget: () => window.sessionStorage.removeItem(key) }
}
