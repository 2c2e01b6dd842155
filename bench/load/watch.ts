const patienceMs = 30_000

/** Waits until a run is done, or until it has had no answer for 30 seconds. */
export async function watch(
  done: Promise<void>,
  { lastAt }: { lastAt: () => number },
): Promise<void> {
  const { promise: stuck, resolve: giveUp } = Promise.withResolvers<void>()
  const timer = setInterval(() => {
    if (performance.now() - lastAt() > patienceMs) giveUp()
  }, 1_000)
  await Promise.race([done, stuck])
  clearInterval(timer)
}
