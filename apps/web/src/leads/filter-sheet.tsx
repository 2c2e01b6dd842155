import { Button, Checkbox, Drawer, Group, Stack } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'

import { useFocusBack } from '../components/focus-back.ts'
import { useOpenDialog } from '../components/use-open-dialog.ts'
import * as texts from '../texts/leads-filters.ts'
import { listFilters, type ListFilter, useFilterChoices } from './filter-choices.tsx'
import { joinList, splitList } from './joined-list.ts'
import styles from './lead-filter-bar.module.css'
import { countFilters, type LeadsSearch, noFilter } from './leads-search.ts'
import { SheetButton } from './sheet-button.tsx'
import { BookingFilter, CapturedFilter } from './single-filters.tsx'

type Props = { search: LeadsSearch; onChange: (changes: LeadsSearch, replace?: boolean) => void }

/** All filters but the search, on a phone: a sheet from below. */
export function FilterSheet({ search, onChange }: Props) {
  const [opened, sheet] = useDisclosure(false)
  const dialog = useOpenDialog(opened, sheet.close)
  useFocusBack(opened)
  const amount = countFilters({ ...search, q: undefined })
  return (
    <>
      <SheetButton amount={amount} onClick={sheet.open} />
      <Drawer
        {...dialog}
        opened={opened}
        returnFocus={false}
        position="bottom"
        size="85%"
        title={texts.filters}
      >
        <Stack gap={20}>
          {listFilters.map((filter) => (
            <Checks key={filter} filter={filter} search={search} onChange={onChange} />
          ))}
          <BookingFilter search={search} onChange={onChange} />
          <Stack gap={8}>
            <CapturedFilter search={search} onChange={onChange} />
          </Stack>
          <Group grow className={styles['done'] ?? ''}>
            <Button
              variant="default"
              disabled={amount === 0}
              onClick={() => onChange({ ...noFilter, q: search.q })}
            >
              {texts.clearAll}
            </Button>
            <Button onClick={sheet.close}>{texts.showLeads}</Button>
          </Group>
        </Stack>
      </Drawer>
    </>
  )
}

function Checks({ filter, search, onChange }: Props & { filter: ListFilter }) {
  const choices = useFilterChoices(search)[filter]
  if (choices.length === 0) return null
  return (
    <Checkbox.Group
      label={texts.lists[filter]}
      value={splitList(search[filter])}
      onChange={(chosen) => onChange({ [filter]: joinList(chosen) })}
    >
      <div className={styles['checks']}>
        {choices.map(({ value, label }) => (
          <Checkbox key={value} value={value} label={label} />
        ))}
      </div>
    </Checkbox.Group>
  )
}
