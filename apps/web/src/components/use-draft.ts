import { useState } from 'react'

/** What was saved when somebody began, and what they have made of it. */
export type Edit<Value> = { seen: Value; value: Value }

/**
 * What somebody makes of something that is saved, until they save it: nothing of it is lost when somebody else saves meanwhile.
 * `isSame` tells whether two of these say the same; `rebase` makes the same changes to what is saved now, or answers null when
 * both changed the same.
 */
export function useDraft<Value>(
  saved: Value,
  isSame: (one: Value, other: Value) => boolean,
  rebase: (edit: Edit<Value>, saved: Value) => Value | null = () => null,
) {
  const [begun, setEdit] = useState<Edit<Value> | null>(null)
  const edit = begun && upToDate(begun)
  const isDirty = edit !== null && !isSame(edit.value, edit.seen)

  function upToDate(own: Edit<Value>): Edit<Value> {
    if (isSame(own.seen, saved)) return own
    const value = rebase(own, saved)
    return value === null ? own : { seen: saved, value }
  }
  return {
    value: isDirty ? edit.value : saved,
    /** What was saved when they began, or when their changes were last made to it. */
    seen: isDirty ? edit.seen : saved,
    isDirty,
    /** Whether somebody else saved something since then that does not go with it. */
    isOutdated: isDirty && !isSame(edit.seen, saved),
    change: (value: Value) => setEdit({ seen: isDirty ? edit.seen : saved, value }),
    reset: () => setEdit(null),
  }
}
