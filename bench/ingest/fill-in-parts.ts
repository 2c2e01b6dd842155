const part = 100_000

/** Calls `fill` with the first and the last number of each part of 0 … `count` - 1, one after the other. */
export async function fillInParts(
  count: number,
  fill: (from: number, to: number) => Promise<unknown>,
): Promise<void> {
  for (let from = 0; from < count; from += part) {
    await fill(from, Math.min(from + part, count) - 1)
  }
}
