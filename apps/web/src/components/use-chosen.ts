import { useState } from 'react'

/**
 * For a control that saves at once, which therefore is never disabled: browsers take the focus from what is. Answers what it shows,
 * and what it calls with what somebody chose: that shows at once, until it is `saved` or refused. `save` has one request follow the
 * other (react-query's `scope`), so that the last choice counts.
 */
export function useChosen<Value>(
  saved: Value,
  save: (value: Value) => Promise<unknown>,
): [Value, (value: Value) => void] {
  const [chosen, setChosen] = useState<{ value: Value } | null>(null)

  function choose(value: Value) {
    const own = { value }
    const settle = () => setChosen((last) => (last === own ? null : last))
    setChosen(own)
    // What refuses it has told of that.
    void save(value).then(settle, settle)
  }
  return [chosen === null ? saved : chosen.value, choose]
}
