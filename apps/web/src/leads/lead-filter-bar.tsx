import { Button } from '@mantine/core'
import { useMediaQuery } from '@mantine/hooks'
import type { ReactNode } from 'react'

import { SearchField } from '../components/search-field.tsx'
import * as texts from '../texts/leads-filters.ts'
import { CapturedMenu } from './captured-menu.tsx'
import { listFilters, useFilterChoices } from './filter-choices.tsx'
import { joinList, splitList } from './joined-list.ts'
import { LaterFilterMenu, LaterFilterSheet } from './later-menus.tsx'
import styles from './lead-filter-bar.module.css'
import { countFilters, type LeadsSearch, noFilter } from './leads-search.ts'
import { BookingFilter } from './single-filters.tsx'

type Props = {
  search: LeadsSearch
  onChange: (changes: LeadsSearch, replace?: boolean) => void
  /** What else is set for the list, at the end of the line. */
  children?: ReactNode
}

/** What the leads are narrowed down by, as a table and as a board alike. */
export function LeadFilterBar({ search, onChange, children }: Props) {
  const phone = useMediaQuery('(width < 700px)', false, { getInitialValueInEffect: false })
  const choices = useFilterChoices(search)
  return (
    <div className={styles['tools']} role="group" aria-label={texts.filters}>
      <SearchField
        label={texts.search}
        placeholder={texts.searchPlaceholder}
        value={search.q ?? ''}
        onSearch={(text) => onChange({ q: text.trim() || undefined }, true)}
        className={styles['search']}
      />
      {phone ? (
        <LaterFilterSheet search={search} onChange={onChange} />
      ) : (
        <>
          {listFilters.map((filter) => (
            <LaterFilterMenu
              key={filter}
              label={texts.lists[filter]}
              choices={choices[filter]}
              selected={splitList(search[filter])}
              onChange={(selected) => onChange({ [filter]: joinList(selected) })}
            />
          ))}
          <BookingFilter search={search} onChange={onChange} />
          <CapturedMenu search={search} onChange={onChange} />
          {countFilters(search) > 0 && (
            <Button
              variant="subtle"
              color="gray"
              className={styles['menu'] ?? ''}
              onClick={() => onChange(noFilter)}
            >
              {texts.clearAll}
            </Button>
          )}
        </>
      )}
      {children !== undefined && <div className={styles['rest']}>{children}</div>}
    </div>
  )
}
