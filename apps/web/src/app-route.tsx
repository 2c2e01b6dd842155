import {
  createRootRoute,
  createRoute,
  lazyRouteComponent,
  type ParsedLocation,
  redirect,
} from '@tanstack/react-router'

import { PageError, PageMissing } from './components/page-states.tsx'
import { safePath } from './search-params.ts'
import { isSetUp, isSignedIn } from './who-is-here.ts'

export const rootRoute = createRootRoute({
  notFoundComponent: PageMissing,
  errorComponent: PageError,
})

/** Everything behind the sign-in, inside the frame. */
export const appRoute = createRoute({
  getParentRoute: () => rootRoute,
  id: 'app',
  beforeLoad: ({ location }) => requireSession(location),
  component: lazyRouteComponent(() => import('./frame/frame.tsx'), 'Frame'),
})

async function requireSession(location: ParsedLocation): Promise<void> {
  if (await isSignedIn()) return
  if (!(await isSetUp())) throw redirect({ to: '/setup' })
  const next = location.href === '/' ? undefined : safePath(location.href)
  throw redirect({ to: '/login', search: { next } })
}
