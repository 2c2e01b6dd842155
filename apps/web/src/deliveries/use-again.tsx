import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'

import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/deliveries.ts'
import { client, queryClient, trpc } from '../trpc.ts'
import { outcomeWords } from '../words.ts'

/** What is done anew with deliveries that were received: applied again, applied though they were held, or let be. */
export type Again = 'replay' | 'apply' | 'discard'

type Settled = Awaited<ReturnType<typeof client.delivery.replay.mutate>>

/** Does it with deliveries by their ids, and tells what came of it. */
export function useAgain(onDone: () => void) {
  return useMutation({
    mutationFn: ({ again, ids }: { again: Again; ids: string[] }) => carryOut(again, ids),
    onSuccess: ({ items }, { again }) => {
      onDone()
      notifications.show({ color: 'green', ...wordDone(again, items) })
    },
    onSettled: () => {
      void fetchAgain(queryClient, trpc.delivery.pathFilter())
      void fetchAgain(queryClient, trpc.lead.pathFilter())
      void fetchAgain(queryClient, trpc.booking.pathFilter())
    },
  })
}

function carryOut(again: Again, ids: string[]): Promise<Settled> {
  switch (again) {
    case 'replay':
      return client.delivery.replay.mutate({ ids })
    case 'apply':
      return client.delivery.applyHeld.mutate({ ids })
    case 'discard':
      return client.delivery.discard.mutate({ ids })
  }
}

function wordDone(again: Again, items: Settled['items']): { title: string; message: string } {
  const title = texts.manyDone[again](items.length)
  if (again === 'discard') return { title, message: texts.theyStay(items.length) }
  const [only, ...others] = items
  if (only && others.length === 0) {
    return {
      title: texts.oneDone[again],
      message: texts.cameOutAs(outcomeWords[only.outcome].label),
    }
  }
  const byOutcome = Map.groupBy(items, ({ outcome }) => outcome)
  const parts = [...byOutcome].map(([outcome, some]) =>
    texts.outcomeCount(outcomeWords[outcome].label, some.length),
  )
  return { title, message: parts.join(' · ') || texts.nothingToDo }
}
