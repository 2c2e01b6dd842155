import { useQuery, useSuspenseQuery } from '@tanstack/react-query'
import type { ReactNode } from 'react'

import { Dot } from '../components/badge.tsx'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/leads-filters.ts'
import { trpc } from '../trpc.ts'
import { splitList } from './joined-list.ts'
import { type LeadsSearch, ownedByNobody } from './leads-search.ts'

/** One of several things to filter by. */
export type Choice = { value: string; label: string; mark?: ReactNode }

/** The filters of which several may be chosen, and the names that the address has for them. */
export const listFilters = ['stage', 'source', 'owner'] as const
export type ListFilter = (typeof listFilters)[number]

/** What there is to choose for each filter; what an address asks for is among it even where it is gone. */
export function useFilterChoices(search: LeadsSearch): Record<ListFilter, Choice[]> {
  const { data: stages } = useSuspenseQuery(trpc.pipeline.stages.queryOptions())
  const { data: choices } = useQuery(trpc.lead.choices.queryOptions())
  const nobody = { value: ownedByNobody, label: commonTexts.nobody }
  const owners = choices?.owners.map(({ id, name }) => ({ value: id, label: name })) ?? []
  const sources = choices?.sources.map((source) => ({ value: source, label: source })) ?? []
  return {
    stage: withChosen(
      stages.map(({ id, name, colour }) => ({
        value: id,
        label: name,
        mark: <Dot tone={colour} />,
      })),
      search.stage,
      () => texts.removedStage,
    ),
    source: withChosen(sources, search.source, (source) => source),
    owner: withChosen([nobody, ...owners], search.owner, () =>
      choices === undefined ? '…' : texts.gonePerson,
    ),
  }
}

function withChosen(
  choices: Choice[],
  chosen: string | undefined,
  nameGone: (value: string) => string,
): Choice[] {
  const gone = splitList(chosen).filter(
    (value) => !choices.some((choice) => choice.value === value),
  )
  return [...choices, ...gone.map((value) => ({ value, label: nameGone(value) }))]
}
