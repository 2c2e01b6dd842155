import type { Breakdown } from '@solar-capture/core/insight'

import * as texts from '../texts/insights.ts'
import type { Figure, FiguresRow } from './figures-table.tsx'

/** What the page shows: by what, and the first and last day (`2026-11-25`) of the period. */
export type Shown = { by: Breakdown; first: string; last: string }

type Group = { key: string | null; name: string | null }

/** A row for each group, one for all others together, and one for the sum of all. */
export function groupRows<Numbers>(
  {
    total,
    groups,
    rest,
  }: { total: Numbers; groups: (Group & { figures: Numbers })[]; rest: Numbers | null },
  toFigures: (numbers: Numbers) => Figure[],
  nameOf: (group: Group) => string,
): FiguresRow[] {
  return [
    ...groups.map((group) => ({
      key: group.key ?? 'without',
      name: nameOf(group),
      figures: toFigures(group.figures),
    })),
    ...(rest === null ? [] : [{ key: 'rest', name: texts.allOthers, figures: toFigures(rest) }]),
    { key: 'total', name: texts.together, figures: toFigures(total), isTotal: true },
  ]
}
