import { notifications } from '@mantine/notifications'
import { useMutation } from '@tanstack/react-query'

import { fetchAgain } from '../fetch-again.ts'
import { counted } from '../format.ts'
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
  const deliveries = counted(items.length, 'delivery', 'deliveries')
  if (again === 'discard') return { title: `${deliveries} discarded`, message: 'They stay here.' }
  const done = again === 'apply' ? 'applied' : 'replayed'
  const [only, ...others] = items
  if (only && others.length === 0) {
    return {
      title: `Delivery ${done}`,
      message: `It came out as: ${outcomeWords[only.outcome].label}`,
    }
  }
  const byOutcome = Map.groupBy(items, ({ outcome }) => outcome)
  const parts = [...byOutcome].map(
    ([outcome, some]) => `${outcomeWords[outcome].label.toLowerCase()}: ${some.length}`,
  )
  const message = parts.join(' · ') || 'There was nothing to do any more.'
  return { title: `${deliveries} ${done}`, message }
}
