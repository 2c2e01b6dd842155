/** Collects what has to be closed in the end; closes the latest first, and goes on when one fails. */
export function createClosers(onError: (error: unknown) => void) {
  const closers: (() => Promise<unknown>)[] = []
  return {
    add: (close: () => Promise<unknown>) => void closers.push(close),
    closeAll: async (): Promise<void> => {
      for (let close = closers.pop(); close; close = closers.pop()) {
        try {
          await close()
        } catch (error) {
          onError(error)
        }
      }
    },
  }
}
