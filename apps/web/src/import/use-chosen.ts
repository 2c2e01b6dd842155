import { getRouteApi } from '@tanstack/react-router'
import { useEffect, useRef, useState } from 'react'

import { guessColumns } from '@solar-capture/core/import-columns'
import { toCallingCode, type ImportMapping } from '@solar-capture/core/lead-import'

import * as texts from '../texts/import-preview.ts'
import type { LeadImport } from './import-query.ts'
import { chosenBy, toImportSearch, type Chosen } from './import-search.ts'

const route = getRouteApi('/app/leads/import')
const settleMs = 400

/**
 * What is chosen for a file, which its address keeps; the mapping that comes of it, and that mapping once nothing changed for a
 * moment; and whether the country code is none.
 */
export function useChosen({ header, mapping: meant }: LeadImport) {
  const search = route.useSearch()
  const navigate = route.useNavigate()
  const [guessed] = useState((): Chosen => ({
    columns: meant?.columns ?? guessColumns(header),
    source: meant?.source ?? texts.usualSource,
    code: meant?.callingCode ?? '',
    leavesOutPhones: meant?.leavesOutPhones ?? false,
  }))
  const [chosen, setChosen] = useState(() => chosenBy(search, guessed))
  const written = useRef(JSON.stringify(toImportSearch(chosen, guessed)))
  const callingCode = toCallingCode(chosen.code)
  const mapping: ImportMapping = {
    ...meant,
    ...{ columns: chosen.columns, callingCode, leavesOutPhones: chosen.leavesOutPhones },
    source: chosen.source.trim() === '' ? guessed.source : chosen.source.trim(),
  }
  const [settled, setSettled] = useState(mapping)
  const text = JSON.stringify({ chosen, mapping })
  useEffect(() => {
    const timer = setTimeout(() => {
      // Of the same shape as what it was made from.
      const now = JSON.parse(text) as { chosen: Chosen; mapping: ImportMapping }
      setSettled(now.mapping)
      const kept = toImportSearch(now.chosen, guessed)
      if (JSON.stringify(kept) === written.current) return
      written.current = JSON.stringify(kept)
      void navigate({
        search: (before) => ({ id: before.id, ...kept }),
        ...{ replace: true, resetScroll: false },
      })
    }, settleMs)
    return () => clearTimeout(timer)
  }, [text, guessed, navigate])
  return {
    chosen,
    choose: (changes: Partial<Chosen>) => setChosen((before) => ({ ...before, ...changes })),
    mapping,
    settled,
    isCodeWrong: chosen.code.trim() !== '' && callingCode === null,
  }
}
