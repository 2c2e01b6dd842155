import type { Scope } from '@solar-capture/core/access'

import { appRouter } from './router.ts'
import { testOwner, type TestApi } from './testing.ts'
import { contextWithin } from './trpc.ts'

/** Calls the procedures as an internal tool whose key has `scopes`, without HTTP. */
export function toolCaller({ deps, workspaceId }: TestApi, scopes: Scope[]) {
  return appRouter.createCaller(
    contextWithin(deps, {
      kind: 'key',
      id: workspaceId,
      workspaceId,
      scopes,
      name: testOwner.name,
    }),
  )
}
