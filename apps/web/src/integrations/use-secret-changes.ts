import { useMutation } from '@tanstack/react-query'
import { useState } from 'react'

import type { CountingSecrets, Overlap } from '@solar-capture/core/secret-overlap'

import { fetchAgain } from '../fetch-again.ts'
import { type Endpoint, queryClient, trpc } from '../trpc.ts'

type Rotation = { secret: string | null; keepPreviousFor: Overlap; seen: CountingSecrets }

/** Which secrets of an endpoint are shown to count. */
export function shownSecrets({ secret, previousSecret }: Endpoint): CountingSecrets {
  return {
    secret: secret?.fingerprint ?? null,
    previousSecret: previousSecret?.fingerprint ?? null,
  }
}

/** What changes an endpoint's secret, and what came of it last. */
export function useSecretChanges(endpoint: Endpoint) {
  const { id } = endpoint
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
        save.mutate({ id, secret, seen: shownSecrets(endpoint) })
      },
      isPending: save.isPending,
      error: save.error,
    },
    generate: {
      run: () => {
        reset()
        generate.mutate({ id, seen: shownSecrets(endpoint) })
      },
      isPending: generate.isPending,
      error: generate.error,
    },
    rotate: {
      /** Makes a secret when none is given; calls `done` once it is saved. `seen` is what was shown when it was asked for. */
      run: ({ secret, keepPreviousFor, seen }: Rotation, done: () => void) => {
        reset()
        const given = secret === null ? {} : { secret }
        rotate.mutate({ id, ...given, keepPreviousFor, seen }, { onSuccess: done })
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
