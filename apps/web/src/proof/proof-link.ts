import type { TRPCLink } from '@trpc/client'
import { observable } from '@trpc/server/observable'

import type { AppRouter } from '@solar-capture/api/router'

import { codeOf } from '../errors.ts'

/**
 * Goes on with what the server refused until somebody confirms that it is them: `ask` has them do so, and once they did
 * the same is asked for again. What is refused without that, or then again, fails as ever.
 */
export function proofLink(ask: () => Promise<boolean>): TRPCLink<AppRouter> {
  return () =>
    ({ op, next }) =>
      observable((observer) => {
        const askAgain = async (refusal: Parameters<typeof observer.error>[0]) => {
          if (await ask()) going = next(op).subscribe(observer)
          else observer.error(refusal)
        }
        let going = next(op).subscribe({
          next: (value) => observer.next(value),
          complete: () => observer.complete(),
          error: (error) => {
            if (codeOf(error) === 'PRECONDITION_REQUIRED') void askAgain(error)
            else observer.error(error)
          },
        })
        return () => going.unsubscribe()
      })
}
