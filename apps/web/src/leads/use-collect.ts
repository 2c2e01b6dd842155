import { useRef, useState } from 'react'

import type { LeadFilter, LeadSort } from '@solar-capture/core/lead-filter'

import { client } from '../trpc.ts'
import { mostPicked, type Picked } from './selection.ts'

const pageSize = 200

export type Collect = {
  /** How many are found so far; null while nothing is collected. */
  found: number | null
  error: unknown
  stop: () => void
  start: () => Promise<void>
}

/** Finds all leads that a filter lets through, at most as many as can be selected, and hands them to `onFound`. */
export function useCollect(
  filter: LeadFilter,
  sort: LeadSort,
  onFound: (leads: Picked[]) => void,
): Collect {
  const [found, setFound] = useState<number | null>(null)
  const [error, setError] = useState<unknown>(null)
  const running = useRef<AbortController | null>(null)

  async function start() {
    const { signal } = (running.current = new AbortController())
    setError(null)
    setFound(0)
    const leads: Picked[] = []
    try {
      let cursor: string | null = null
      do {
        const input = { ...filter, sort, cursor, limit: pageSize }
        const page: Awaited<ReturnType<typeof client.lead.list.query>> =
          await client.lead.list.query(input, { signal })
        leads.push(...page.items)
        cursor = page.nextCursor
        setFound(Math.min(leads.length, mostPicked))
      } while (cursor !== null && leads.length < mostPicked)
      onFound(leads)
    } catch (reason) {
      if (!signal.aborted) setError(reason)
    } finally {
      setFound(null)
    }
  }

  return { found, error, start, stop: () => running.current?.abort() }
}
