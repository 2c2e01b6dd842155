import { PasswordInput, type PasswordInputProps } from '@mantine/core'

/** A field for what others are not to read. Mantine tells of every field but this one that what is in it is wrong. */
export function PasswordField(props: PasswordInputProps) {
  return <PasswordInput aria-invalid={Boolean(props.error)} {...props} />
}
