import { useSuspenseQuery } from '@tanstack/react-query'

import type { Scope } from '@solar-capture/core/access'

import { trpc } from './trpc.ts'

/** Whether the person at the screen may do what `scope` covers; the server checks it again. */
export function useMay(scope: Scope): boolean {
  const { data } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  return data.scopes.includes(scope)
}
