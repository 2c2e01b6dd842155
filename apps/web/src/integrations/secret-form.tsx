import { Button } from '@mantine/core'
import { type Ref, type SubmitEvent, useState } from 'react'

import { secretProblem } from '@solar-capture/core/secret-policy'

import { PasswordField } from '../components/password-field.tsx'
import * as texts from '../texts/secret.tsx'
import styles from './secret.module.css'

type Props = {
  isFirst: boolean
  inputRef: Ref<HTMLInputElement>
  onSave: (secret: string) => void
  onGenerate: () => void
  onChange: () => void
  saving: boolean
  generating: boolean
  /** Why the server did not take it. */
  refusal: string | null
}

/** Where a secret is pasted or generated. */
export function SecretForm(props: Props) {
  const { isFirst, inputRef, onSave, onGenerate, onChange, saving, generating, refusal } = props
  const [draft, setDraft] = useState('')
  const [tried, setTried] = useState(false)

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (secretProblem(draft) === null) onSave(draft)
  }

  return (
    <form className={styles['form']} onSubmit={submit} noValidate>
      <PasswordField
        ref={inputRef}
        className={styles['input'] ?? ''}
        label={texts.label}
        placeholder={isFirst ? texts.placeholderFirst : texts.placeholderNext}
        value={draft}
        onChange={(event) => {
          setDraft(event.currentTarget.value)
          setTried(false)
          onChange()
        }}
        error={(tried ? secretProblem(draft) : null) ?? refusal}
        autoComplete="off"
        data-1p-ignore
        spellCheck={false}
      />
      <Button type="submit" className={styles['beside'] ?? ''} loading={saving}>
        {texts.save}
      </Button>
      <Button
        variant="default"
        className={styles['beside'] ?? ''}
        loading={generating}
        onClick={onGenerate}
      >
        {texts.generate}
      </Button>
    </form>
  )
}
