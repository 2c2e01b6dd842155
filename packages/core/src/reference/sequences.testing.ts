import * as fc from 'fast-check'

/** How many sequences `sequencesOf` gives for so many items. */
export function countSequences(items: number): number {
  let count = 0
  for (let twice = 0; twice <= items; twice += 1) {
    const choices = factorial(items) / (factorial(twice) * factorial(items - twice))
    count += (choices * factorial(items + twice)) / 2 ** twice
  }
  return count
}

/** Every sequence in which each item comes once or twice, in any order. */
export function* sequencesOf<T>(items: readonly T[]): Generator<T[]> {
  for (let chosen = 0; chosen < 2 ** items.length; chosen += 1) {
    const left = items.map((_, index) => ((chosen >> index) & 1) + 1)
    yield* arrange(items, left, [])
  }
}

function* arrange<T>(items: readonly T[], left: number[], before: T[]): Generator<T[]> {
  let isDone = true
  for (const [index, item] of items.entries()) {
    if (left[index] === 0) continue
    isDone = false
    left[index] = (left[index] ?? 0) - 1
    before.push(item)
    yield* arrange(items, left, before)
    before.pop()
    left[index] += 1
  }
  if (isDone) yield before
}

/** One of these sequences, at random. */
export function someSequence<T>(items: readonly T[]): fc.Arbitrary<T[]> {
  return fc
    .subarray([...items])
    .chain((twice) =>
      fc.shuffledSubarray([...items, ...twice], { minLength: items.length + twice.length }),
    )
}

function factorial(number: number): number {
  return number < 2 ? 1 : number * factorial(number - 1)
}
