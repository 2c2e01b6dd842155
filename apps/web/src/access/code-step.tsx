import { Button, Group, Stack } from '@mantine/core'
import { type SubmitEvent, useState } from 'react'

import { CodeInput } from '../components/code-input.tsx'
import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { TextButton } from '../components/text-button.tsx'
import * as texts from '../texts/access.tsx'

type Props = {
  /** Whether the code that was given last was wrong. */
  isWrong: boolean
  problem: string | null
  busy: boolean
  onSubmit: (code: string) => void
  /** Forgets what was wrong: another kind of code is given now. */
  onSwitch: () => void
  onBack: () => void
}

/** The second step of signing in: a code of the app, or a recovery code. */
export function CodeStep({ isWrong, problem, busy, onSubmit, onSwitch, onBack }: Props) {
  const [kind, setKind] = useState<keyof typeof texts.codes>('app')
  const { label, description, wrong, other } = texts.codes[kind]

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    onSubmit(formText(new FormData(event.currentTarget), 'code'))
  }

  function change() {
    setKind(kind === 'app' ? 'recovery' : 'app')
    onSwitch()
  }

  return (
    <form onSubmit={submit}>
      <Stack gap={16}>
        <CodeInput
          // Another field, so that it is empty and has the focus.
          key={kind}
          kind={kind}
          label={label}
          description={description}
          error={isWrong ? wrong : null}
          autoFocus
        />
        <FormError>{problem}</FormError>
        <Button type="submit" loading={busy} fullWidth>
          {texts.signIn}
        </Button>
        <Group justify="space-between" gap={8}>
          <TextButton onClick={change}>{other}</TextButton>
          <TextButton onClick={onBack}>{texts.back}</TextButton>
        </Group>
      </Stack>
    </form>
  )
}
