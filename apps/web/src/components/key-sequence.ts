/** What a press comes to: keys to act upon, keys that wait for another press, or nothing. */
export type Reading = { kind: 'act' | 'wait'; keys: string } | { kind: 'nothing' }

/**
 * Reads a press of `key` after `before`, the start of a sequence or null; `bound` are the keys that do something now, as 'n' or
 * 'g l'. What follows the start of a sequence never counts on its own: somebody who mistyped would do what they did not mean.
 */
export function readPress(before: string | null, key: string, bound: readonly string[]): Reading {
  const keys = before === null ? key : `${before} ${key}`
  if (bound.includes(keys)) return { kind: 'act', keys }
  if (before === null && bound.some((one) => one.startsWith(`${key} `)))
    return { kind: 'wait', keys }
  return { kind: 'nothing' }
}
