import { lazyRouteComponent } from '@tanstack/react-router'
import { useState } from 'react'

import { Part } from '../components/part.tsx'
import { CapturedButton } from './captured-button.tsx'
import { CapturedFilter, type FilterProps, isByDays } from './single-filters.tsx'

const CapturedDays = lazyRouteComponent(() => import('./captured-days.tsx'), 'CapturedDays')

/** `CapturedFilter` in a line with others: days take no more room than one button. */
export function CapturedMenu({ search, onChange }: FilterProps) {
  // Whoever asks for days chooses them next.
  const [opened, setOpened] = useState(false)
  if (!isByDays(search)) {
    return (
      <CapturedFilter
        search={search}
        hasFocus={opened}
        onChange={(changes, replace) => {
          setOpened(true)
          onChange(changes, replace)
        }}
      />
    )
  }
  return (
    <Part fallback={<CapturedButton search={search} />}>
      <CapturedDays search={search} onChange={onChange} opened={opened} onOpen={setOpened} />
    </Part>
  )
}
