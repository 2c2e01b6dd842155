import { Menu } from '@mantine/core'

import * as texts from '../texts/leads.ts'
import { ColumnButton } from './column-button.tsx'
import { leadColumns, type LeadColumn, usualColumns } from './lead-columns.ts'

type Props = { columns: LeadColumn[]; onChange: (columns: LeadColumn[]) => void }

/** Which columns the table has; their order is always the same. */
export function ColumnMenu({ columns, onChange }: Props) {
  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false} closeOnItemClick={false}>
      <Menu.Target>
        <ColumnButton />
      </Menu.Target>
      <Menu.Dropdown>
        {leadColumns.map(
          (column) =>
            column !== 'name' && (
              <Menu.CheckboxItem
                key={column}
                checked={columns.includes(column)}
                onChange={(isWanted) =>
                  onChange(
                    isWanted ? [...columns, column] : columns.filter((other) => other !== column),
                  )
                }
              >
                {texts.columnNames[column]}
              </Menu.CheckboxItem>
            ),
        )}
        <Menu.Divider />
        <Menu.Item onClick={() => onChange([...usualColumns])}>{texts.usualColumns}</Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
