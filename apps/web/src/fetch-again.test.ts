import { QueryClient, QueryObserver } from '@tanstack/react-query'
import { expect, test } from 'vitest'

import { fetchAgain } from './fetch-again.ts'

const queryKey = ['lead', 'byId']

// A server whose answers are read when asked for and arrive when `arrive` is called.
function slowServer() {
  const arrivals: (() => void)[] = []
  let value = 'before'
  return {
    change: () => (value = 'after'),
    arrive: () => arrivals.shift()?.(),
    asked: () => arrivals.length,
    read: () => {
      const answer = value
      return new Promise<string>((resolve) => arrivals.push(() => resolve(answer)))
    },
  }
}

test.each([
  { when: 'the first answer is under way', isFirst: true },
  { when: 'a later answer is under way', isFirst: false },
])('what changes while $when is fetched again', async ({ isFirst }) => {
  const queryClient = new QueryClient()
  const server = slowServer()
  const observer = new QueryObserver(queryClient, { queryKey, queryFn: server.read })
  if (!isFirst) queryClient.setQueryData(queryKey, 'long ago')
  const stop = observer.subscribe(() => {})
  expect(server.asked()).toBe(1)

  server.change()
  const again = fetchAgain(queryClient, { queryKey: ['lead'] })
  server.arrive()
  await expect.poll(server.asked).toBe(1)
  server.arrive()
  await again
  expect(observer.getCurrentResult().data).toBe('after')
  stop()
})

test('what is not on the screen is fetched when it is shown, though a first answer was under way', async () => {
  const queryClient = new QueryClient()
  const server = slowServer()
  const first = queryClient.fetchQuery({ queryKey, queryFn: server.read })
  server.change()
  const again = fetchAgain(queryClient)
  server.arrive()
  await first
  await again
  expect(server.asked()).toBe(0)
  expect(queryClient.getQueryState(queryKey)).toMatchObject({ isInvalidated: true, data: 'before' })
})
