import { useMutation } from '@tanstack/react-query'
import { useRef, useState } from 'react'

import type { StageRuleTerms } from '@solar-capture/core/stage-rule'

import { client, type SimulatedMove } from '../trpc.ts'

/** What has been found so far. */
export type Found = { moves: SimulatedMove[]; moved: number; looked: number }

const nothing: Found = { moves: [], moved: 0, looked: 0 }
export const mostShown = 200

/** Tries rules on the last 30 days, page by page, until all leads were looked at or somebody stops it. */
export function useTrial() {
  const [found, setFound] = useState(nothing)
  const running = useRef<AbortController | null>(null)
  const trial = useMutation({
    mutationFn: async (rules: StageRuleTerms[]) => {
      const { signal } = (running.current = new AbortController())
      let sum = nothing
      let cursor: string | null = null
      do {
        const page: Page = await client.pipeline.simulateRules.mutate({ rules, cursor }, { signal })
        sum = {
          moves: [...sum.moves, ...page.leads].slice(0, mostShown),
          moved: sum.moved + page.leads.length,
          looked: sum.looked + page.considered,
        }
        setFound(sum)
        cursor = page.nextCursor
      } while (cursor !== null)
    },
  })
  return {
    found,
    start: (rules: StageRuleTerms[]) => {
      setFound(nothing)
      trial.mutate(rules)
    },
    stop: () => {
      running.current?.abort()
      trial.reset()
    },
    isRunning: trial.isPending,
    isDone: trial.isSuccess,
    error: trial.error,
  }
}

type Page = Awaited<ReturnType<typeof client.pipeline.simulateRules.mutate>>
