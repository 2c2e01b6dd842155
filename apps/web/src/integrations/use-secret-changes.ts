import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import type { Overlap } from '@solar-capture/core/secret-overlap'

import { fetchAgain } from '../fetch-again.ts'
import { type Endpoint, queryClient, trpc } from '../trpc.ts'

/** What changes an endpoint's secret, and what came of it last. */
export function useSecretChanges({ id, previousSecret }: Endpoint) {
  // Stays when something is typed or asked for anew: it cannot be shown again.
  const [made, setMade] = useState<string | null>(null)
  // The secret must not outlive this page.
  const kept = async (secret: string | null) => {
    await fetchAgain(queryClient, trpc.endpoint.pathFilter())
    setMade(secret)
  }
  const save = useMutation(
    trpc.endpoint.setSecret.mutationOptions({ onSuccess: () => kept(null), gcTime: 0 }),
  )
  const generate = useMutation(
    trpc.endpoint.generateSecret.mutationOptions({
      onSuccess: ({ secret }) => kept(secret),
      gcTime: 0,
    }),
  )
  const rotate = useMutation(
    trpc.endpoint.rotateSecret.mutationOptions({
      onSuccess: ({ secret }) => kept(secret),
      gcTime: 0,
    }),
  )

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
    made,
    /** Whether one that was given has just been saved. */
    isSaved: save.isSuccess || (rotate.isSuccess && rotate.data.secret === null),
  }
}
