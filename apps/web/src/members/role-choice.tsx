import { Radio, Stack } from '@mantine/core'

import { type Role, roles } from '@solar-capture/core/access'

import { oneOf } from '../search-params.ts'
import { roleWords } from '../texts/roles.ts'

type Props = {
  label: string
  /** Those that may be given. */
  given: Role[]
  value: Role
  onChange: (role: Role) => void
}

/** The roles to choose from, with what each may do. */
export function RoleChoice({ label, given, value, onChange }: Props) {
  return (
    <Radio.Group
      label={label}
      value={value}
      onChange={(text) => {
        const role = oneOf(roles, text)
        if (role !== undefined) onChange(role)
      }}
    >
      <Stack gap={10} mt={8}>
        {given.map((role) => (
          <Radio
            key={role}
            value={role}
            label={roleWords[role].label}
            description={roleWords[role].meaning}
            data-autofocus={role === value || undefined}
          />
        ))}
      </Stack>
    </Radio.Group>
  )
}
