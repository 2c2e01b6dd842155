import { useState } from 'react'

/**
 * What somebody makes of something that is saved, until they save it: nothing of it is lost when somebody else saves meanwhile.
 * `isSame` tells whether two of these say the same.
 */
export function useDraft<Value>(saved: Value, isSame: (one: Value, other: Value) => boolean) {
  const [edit, setEdit] = useState<{ seen: Value; value: Value } | null>(null)
  const isDirty = edit !== null && !isSame(edit.value, edit.seen)
  return {
    value: isDirty ? edit.value : saved,
    /** What was saved when they began. */
    seen: isDirty ? edit.seen : saved,
    isDirty,
    /** Whether somebody else saved something else since then. */
    isOutdated: isDirty && !isSame(edit.seen, saved),
    change: (value: Value) => setEdit({ seen: isDirty ? edit.seen : saved, value }),
    reset: () => setEdit(null),
  }
}
