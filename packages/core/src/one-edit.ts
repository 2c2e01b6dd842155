/** Whether one character more, less or other, or two neighbours swapped, make one text of the other. */
export function isOneEditAway(a: string, b: string): boolean {
  const [one, other] = [Array.from(a), Array.from(b)]
  while (one.length > 0 && one[0] === other[0]) {
    one.shift()
    other.shift()
  }
  while (one.length > 0 && one.at(-1) === other.at(-1)) {
    one.pop()
    other.pop()
  }
  if (one.length <= 1 && other.length <= 1) return one.length + other.length > 0
  const isPair = one.length === 2 && other.length === 2
  return isPair && one[0] === other[1] && one[1] === other[0]
}
