import { useLocalStorage } from '@mantine/hooks'
import { useCallback, useMemo } from 'react'

import type { Stage } from '../trpc.ts'

/** Which columns are folded to a strip: those where leads have arrived, until somebody unfolds them in this browser. */
export function useFolded(stages: Stage[], phone: boolean) {
  const [unfolded, setUnfolded] = useLocalStorage<string[]>({
    key: 'solar-capture-unfolded-stages',
    defaultValue: [],
    getInitialValueInEffect: false,
  })
  const folded = useMemo(() => {
    const arrived = phone ? [] : stages.filter(({ kind }) => kind !== 'open')
    return new Set(arrived.map(({ id }) => id).filter((id) => !unfolded.includes(id)))
  }, [stages, unfolded, phone])
  const fold = useCallback(
    (stageId: string) =>
      setUnfolded((known) =>
        known.includes(stageId) ? known.filter((id) => id !== stageId) : [...known, stageId],
      ),
    [setUnfolded],
  )
  return { folded, fold }
}
