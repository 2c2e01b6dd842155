import { Button, Combobox, useCombobox } from '@mantine/core'
import { IconCheck } from '@tabler/icons-react'
import { useId, useState } from 'react'

import * as texts from '../texts/leads-filters.ts'
import { FilterButton } from './filter-button.tsx'
import type { Choice } from './filter-choices.tsx'
import styles from './lead-filter-bar.module.css'

type Props = {
  /** What is filtered by, as 'Stage'. */
  label: string
  choices: Choice[]
  selected: string[]
  onChange: (selected: string[]) => void
}

/** A filter that opens a list to choose from by mouse, arrows or typing; any of what is chosen lets a lead through. */
export function FilterMenu({ label, choices, selected, onChange }: Props) {
  const [typed, setTyped] = useState('')
  // Mantine's own is known only once the list was drawn, and nothing is drawn anew for it.
  const listId = useId()
  const combobox = useCombobox({
    onDropdownClose: () => {
      combobox.resetSelectedOption()
      combobox.focusTarget()
      setTyped('')
    },
    onDropdownOpen: () => combobox.focusSearchInput(),
  })
  const wanted = typed.trim().toLocaleLowerCase()
  const offered = choices.filter((choice) => choice.label.toLocaleLowerCase().includes(wanted))
  const toggle = (value: string) =>
    onChange(
      selected.includes(value) ? selected.filter((other) => other !== value) : [...selected, value],
    )

  return (
    <Combobox
      store={combobox}
      width={250}
      withinPortal={false}
      position="bottom-start"
      onOptionSubmit={toggle}
      resetSelectionOnOptionHover
    >
      <Combobox.Target targetType="button" withAriaAttributes>
        <FilterButton
          label={label}
          choices={choices}
          selected={selected}
          onClick={() => combobox.toggleDropdown()}
        />
      </Combobox.Target>
      <Combobox.Dropdown>
        <Combobox.Search
          role="combobox"
          aria-expanded={combobox.dropdownOpened}
          aria-controls={listId}
          value={typed}
          onChange={(event) => {
            setTyped(event.currentTarget.value)
            combobox.updateSelectedOptionIndex()
          }}
          placeholder={texts.find(label)}
          aria-label={texts.find(label)}
        />
        <Combobox.Options
          id={listId}
          mah={300}
          className={styles['options'] ?? ''}
          aria-label={label}
          aria-multiselectable
        >
          {offered.map(({ value, label: text, mark }) => (
            <Combobox.Option
              key={value}
              value={value}
              active={selected.includes(value)}
              aria-selected={selected.includes(value)}
            >
              <span className={styles['option']}>
                {mark}
                <span className="cut">{text}</span>
                {selected.includes(value) && <IconCheck size={14} aria-hidden />}
              </span>
            </Combobox.Option>
          ))}
          {offered.length === 0 && <Combobox.Empty>{texts.nothingFound}</Combobox.Empty>}
        </Combobox.Options>
        {selected.length > 0 && (
          <Combobox.Footer>
            <Button
              size="compact-xs"
              variant="subtle"
              color="gray"
              onClick={() => {
                onChange([])
                combobox.closeDropdown()
              }}
            >
              {texts.clear}
            </Button>
          </Combobox.Footer>
        )}
      </Combobox.Dropdown>
    </Combobox>
  )
}
