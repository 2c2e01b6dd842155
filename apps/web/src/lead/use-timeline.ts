import { infiniteQueryOptions, useInfiniteQuery } from '@tanstack/react-query'

import { entryKinds } from '@solar-capture/core/timeline'

import type { EntryGroup } from '../state-words.ts'
import { client, type Lead, type TimelineEntry, trpc } from '../trpc.ts'
import { entryWords } from '../words.ts'

const pageSize = 200

/**
 * The timeline of a lead, all of it or one group. It comes with the lead; only of one that is longer than that, it is
 * read page after page.
 */
export function useTimeline({ id, timeline, timelineCursor }: Lead, group: EntryGroup | undefined) {
  const isLong = timelineCursor !== null
  const pages = useInfiniteQuery({ ...timelineQuery(id, group), enabled: isLong })
  const isOf = ({ kind }: TimelineEntry) => group === undefined || entryWords[kind].group === group
  const read = isLong ? pages.data?.pages.flatMap(({ items }) => items) : undefined
  return {
    entries: read ?? timeline.filter(isOf),
    isWhole: !isLong || (read !== undefined && !pages.hasNextPage),
    older: pages,
  }
}

function timelineQuery(id: string, group: EntryGroup | undefined) {
  const kinds = entryKinds.filter((kind) => entryWords[kind].group === group)
  const filter = { id, limit: pageSize, ...(group === undefined ? {} : { kinds }) }
  return infiniteQueryOptions({
    queryKey: trpc.lead.timeline.infiniteQueryKey(filter),
    // Not trpc's own options: those add a direction to the input, which the API refuses as unknown.
    queryFn: ({ pageParam, signal }) => {
      const input = pageParam === null ? filter : { ...filter, cursor: pageParam }
      return client.lead.timeline.query(input, { signal })
    },
    initialPageParam: firstPage,
    getNextPageParam: (page) => page.nextCursor,
  })
}

const firstPage: string | null = null
