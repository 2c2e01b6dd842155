/** Fewer gaps than these say nothing about how long the longest ones get. */
const fewestGaps = 8
const mostLeftOut = 4
const surelyNone = 0.01

/**
 * The gap that is exceeded at most `allowed` times in a time in which `perTime` times as many gaps are expected as `gaps` has;
 * all in the unit of `gaps`. Infinite when there are none.
 *
 * How it is found: the longest gaps alone say how gaps get longer still. Beyond any of them, what is left of a gap is taken to be
 * exponential with an unknown mean, of which the longer ones are a sample; averaged over what that mean may be, the share
 * of gaps that get longer than the k-th longest by `x` is `(1 + x / sum of the k excesses) ** -k` (a Lomax distribution: few
 * gaps give a wide limit). That is asked of the longest 8, 16, 32 and so on and of all, and the widest answer counts: where
 * deliveries come in bursts, most gaps are within them and tell nothing of the rest.
 */
export function gapLimit(gaps: number[], perTime: number, allowed: number): number {
  const limits = tailsOf(longestFirst(gaps)).map(({ count, least, excess }) => {
    const times = (count * perTime) / allowed
    return times <= 1 ? least : least + excess * (times ** (1 / count) - 1)
  })
  return limits.length === 0 ? Infinity : Math.max(...limits)
}

/**
 * Which of `gaps`, by their positions, are so long that the others would bring less than one in a hundred such times: holidays
 * and failures, which are no part of the rhythm. At most the four longest.
 */
export function strangeGaps(gaps: number[]): number[] {
  const longest = longestFirst(gaps)
  for (let count = mostLeftOut; count > 0; count -= 1) {
    const shortest = longest[count - 1]
    const others = longest.subarray(count)
    if (shortest === undefined || others.length < fewestGaps) continue
    const expected = tailsOf(others).map(
      (tail) => tail.count * (1 + (shortest - tail.least) / tail.excess) ** -tail.count,
    )
    if (Math.max(...expected) < surelyNone) {
      return [...gaps.keys()].filter((position) => (gaps[position] ?? 0) >= shortest)
    }
  }
  return []
}

// Numbers of their own kind are sorted several times as fast.
function longestFirst(gaps: number[]): Float64Array {
  return Float64Array.from(gaps).toSorted().toReversed()
}

type Tail = { count: number; least: number; excess: number }

// The longest 8, 16, 32 and so on of `longest`, each with the longest gap that is none of them, and all of it.
function tailsOf(longest: Float64Array): Tail[] {
  const counts: number[] = []
  for (let count = fewestGaps; count < longest.length; count *= 2) counts.push(count)
  if (longest.length > 0) counts.push(longest.length)
  let sum = 0
  let done = 0
  return counts.map((count) => {
    for (; done < count; done += 1) sum += longest[done] ?? 0
    const least = longest[count] ?? 0
    return { count, least, excess: sum - count * least }
  })
}
