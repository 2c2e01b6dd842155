import { PasswordField } from '../components/password-field.tsx'
import * as texts from '../texts/password.ts'

const shortest = 12

/** Whether the server takes no password this short. */
export function isTooShort(password: string): boolean {
  return password.length < shortest
}

type Props = {
  label?: string
  value: string
  onChange: (value: string) => void
  /** Whether somebody has tried to send it: only then is it said that it is too short. */
  tried: boolean
  /** What the server said against it. */
  error: string | undefined
  autoFocus?: boolean
}

/** The field for a password that somebody gives themselves, with what is asked of one. */
export function NewPasswordInput(props: Props) {
  const { label = texts.password, value, onChange, tried, error, autoFocus = false } = props
  return (
    <PasswordField
      label={label}
      description={texts.atLeast(shortest)}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={tried && isTooShort(value) ? texts.tooShort(value.length, shortest) : error}
      autoComplete="new-password"
      required
      withAsterisk={false}
      autoFocus={autoFocus}
    />
  )
}
