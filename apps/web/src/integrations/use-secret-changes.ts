import { useMutation } from '@tanstack/react-query'

import type { Overlap } from '@solar-capture/core/secret-overlap'

import { fetchAgain } from '../fetch-again.ts'
import { type Endpoint, queryClient, trpc } from '../trpc.ts'

/** What changes an endpoint's secret, and what came of it last. */
export function useSecretChanges({ id, previousSecret }: Endpoint) {
  const refresh = () => fetchAgain(queryClient, trpc.endpoint.pathFilter())
  // The secret must not outlive this page.
  const once = { onSuccess: refresh, gcTime: 0 }
  const save = useMutation(trpc.endpoint.setSecret.mutationOptions(once))
  const generate = useMutation(trpc.endpoint.generateSecret.mutationOptions(once))
  const rotate = useMutation(trpc.endpoint.rotateSecret.mutationOptions(once))

  function reset() {
    save.reset()
    generate.reset()
    rotate.reset()
  }

  return {
    save: {
      run: (secret: string) => {
        reset()
        save.mutate({ id, secret })
      },
      isPending: save.isPending,
      error: save.error,
    },
    generate: {
      run: () => {
        reset()
        generate.mutate({ id })
      },
      isPending: generate.isPending,
      error: generate.error,
    },
    rotate: {
      /** Makes a secret when none is given; calls `done` once it is saved. */
      run: (secret: string | null, keepPreviousFor: Overlap, done: () => void) => {
        reset()
        const given = secret === null ? {} : { secret }
        const dropPrevious = previousSecret !== null
        rotate.mutate({ id, ...given, keepPreviousFor, dropPrevious }, { onSuccess: done })
      },
      isPending: rotate.isPending,
      error: rotate.error,
    },
    reset,
    /** The secret that was made, to be shown this once. */
    made: rotate.data?.secret ?? generate.data?.secret ?? null,
    /** Whether one that was given has just been saved. */
    isSaved: save.isSuccess || (rotate.isSuccess && rotate.data.secret === null),
  }
}
