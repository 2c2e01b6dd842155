import { lazyRouteComponent } from '@tanstack/react-router'
import type { ComponentProps } from 'react'

import { Later } from '../components/later.tsx'
import { ColumnButton } from './column-button.tsx'
import { ExportButton } from './export-button.tsx'
import { FilterButton } from './filter-button.tsx'
import { countFilters, type LeadsSearch } from './leads-search.ts'
import { SheetButton } from './sheet-button.tsx'
import { useCurrentView } from './use-current-view.ts'
import { ViewButton } from './view-button.tsx'

// The list of leads is there before the code of what opens above it.
const ColumnMenu = lazyRouteComponent(() => import('./column-menu.tsx'), 'ColumnMenu')
const ExportMenu = lazyRouteComponent(() => import('./export-menu.tsx'), 'ExportMenu')
const FilterMenu = lazyRouteComponent(() => import('./filter-menu.tsx'), 'FilterMenu')
const FilterSheet = lazyRouteComponent(() => import('./filter-sheet.tsx'), 'FilterSheet')
const ViewMenu = lazyRouteComponent(() => import('./view-menu.tsx'), 'ViewMenu')

/** `ColumnMenu`, fetched when it is first opened. */
export function LaterColumnMenu(props: ComponentProps<typeof ColumnMenu>) {
  return (
    <Later opens="menu" preload={ColumnMenu.preload} button={<ColumnButton />}>
      <ColumnMenu {...props} />
    </Later>
  )
}

/** `ExportMenu`, fetched when it is first opened. */
export function LaterExportMenu(props: ComponentProps<typeof ExportMenu>) {
  return (
    <Later
      opens="menu"
      preload={ExportMenu.preload}
      button={<ExportButton size={props.size ?? 'sm'} />}
    >
      <ExportMenu {...props} />
    </Later>
  )
}

/** `FilterMenu`, fetched when it is first opened. */
export function LaterFilterMenu(props: ComponentProps<typeof FilterMenu>) {
  const { label, choices, selected } = props
  const button = <FilterButton {...{ label, choices, selected }} />
  return (
    <Later opens="listbox" preload={FilterMenu.preload} button={button}>
      <FilterMenu {...props} />
    </Later>
  )
}

/** `FilterSheet`, fetched when it is first opened. */
export function LaterFilterSheet(props: ComponentProps<typeof FilterSheet>) {
  const amount = countFilters({ ...props.search, q: undefined })
  return (
    <Later opens="dialog" preload={FilterSheet.preload} button={<SheetButton amount={amount} />}>
      <FilterSheet {...props} />
    </Later>
  )
}

/** `ViewMenu`, fetched when it is first opened. */
export function LaterViewMenu({ search }: { search: LeadsSearch }) {
  const view = useCurrentView(search)
  const button = <ViewButton current={view.current} />
  return (
    <Later opens="menu" preload={ViewMenu.preload} button={button}>
      <ViewMenu search={search} view={view} />
    </Later>
  )
}
