import { Button, TextInput } from '@mantine/core'
import { IconPencil } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useRef, useState } from 'react'
import { flushSync } from 'react-dom'

import { formText } from '../components/form-text.ts'
import { errorText } from '../errors.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/lead.tsx'
import { trpc } from '../trpc.ts'
import { applyLead } from './apply-lead.ts'
import styles from './details.module.css'
import { LeadInTheWay } from './lead-in-the-way.tsx'
import { Meanwhile } from './meanwhile.tsx'

type Props = {
  leadId: string
  name: 'name' | 'email' | 'phone' | 'postcode' | 'address' | 'source'
  label: string
  value: string | null
  readOnly: boolean
  type?: 'text' | 'email' | 'tel'
  required?: boolean
  /** How the value is written when it is not edited. */
  show?: (value: string) => string
}

/** One field: its value is a button that turns into an input. Enter saves, Escape leaves it as it was. */
export function DetailField(props: Props) {
  const { name, label, value, readOnly, show = String } = props
  const [editing, setEditing] = useState(false)
  const button = useRef<HTMLButtonElement>(null)
  const text = value === null || value === '' ? null : show(value)

  function close() {
    // The button is there again only after this render.
    flushSync(() => setEditing(false))
    button.current?.focus()
  }

  return (
    <div className={styles['row']}>
      <dt id={`label-${name}`}>{label}</dt>
      <dd>
        {editing ? (
          <FieldForm {...props} onClose={close} />
        ) : readOnly ? (
          <div className={`wrap ${styles['fixed']}`}>
            {text ?? <span className="muted">–</span>}
          </div>
        ) : (
          <button
            ref={button}
            type="button"
            className={styles['value']}
            title={texts.edit(label)}
            onClick={() => setEditing(true)}
          >
            <span className="wrap">{text ?? <span className="muted">{texts.add}</span>}</span>
            <IconPencil size={14} aria-hidden />
          </button>
        )}
      </dd>
    </div>
  )
}

function FieldForm(props: Props & { onClose: () => void }) {
  const { leadId, name, label, type = 'text', required = false, onClose } = props
  const now = props.value ?? ''
  const [before] = useState(now)
  const update = useMutation(
    trpc.lead.update.mutationOptions({
      onSuccess: (lead) => {
        applyLead(lead)
        onClose()
      },
    }),
  )

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    const text = formText(new FormData(event.currentTarget), name)
    // Who changed nothing does not take back what somebody else did.
    if (text === before || text === now) return onClose()
    const change =
      name === 'name' || name === 'source' ? { [name]: text } : { [name]: text || null }
    update.mutate({ id: leadId, ...change })
  }

  return (
    // What is wrong is said by the API, below the field.
    <form className={styles['form']} onSubmit={submit} noValidate>
      <TextInput
        name={name}
        type={type}
        size="xs"
        aria-label={label}
        defaultValue={before}
        required={required}
        error={update.error === null ? null : errorText(update.error)}
        onFocus={(event) => event.currentTarget.select()}
        onKeyDown={(event) => event.key === 'Escape' && onClose()}
        autoComplete="off"
        autoFocus
      />
      <Meanwhile before={before} now={now} />
      <LeadInTheWay error={update.error} />
      <div className={styles['buttons']}>
        <Button type="submit" size="compact-xs" loading={update.isPending}>
          {commonTexts.save}
        </Button>
        <Button variant="default" size="compact-xs" onClick={onClose}>
          {commonTexts.cancel}
        </Button>
      </div>
    </form>
  )
}
