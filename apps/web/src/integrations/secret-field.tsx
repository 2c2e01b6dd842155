import { Button, PasswordInput } from '@mantine/core'
import { useDisclosure } from '@mantine/hooks'
import { IconLock } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'

import { secretProblem } from '@solar-capture/core/secret-policy'

import { ConfirmDialog } from '../components/confirm-dialog.tsx'
import { CopyField } from '../components/copy-field.tsx'
import { Ago } from '../components/time.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import { type Endpoint, queryClient, trpc } from '../trpc.ts'
import styles from './calcom-block.module.css'

type Props = { endpoint: Endpoint; maySet: boolean }

/** The signing secret: pasted or generated here, never shown again afterwards. */
export function SecretField({ endpoint, maySet }: Props) {
  const [draft, setDraft] = useState('')
  const [tried, setTried] = useState(false)
  const [asking, confirm] = useDisclosure(false)
  const refresh = () => fetchAgain(queryClient, trpc.endpoint.pathFilter())
  const generate = useMutation(
    trpc.endpoint.generateSecret.mutationOptions({
      onSuccess: () => {
        confirm.close()
        change('')
        return refresh()
      },
      // The secret must not outlive this page.
      gcTime: 0,
    }),
  )
  const save = useMutation(
    trpc.endpoint.setSecret.mutationOptions({
      onSuccess: () => {
        setDraft('')
        setTried(false)
        generate.reset()
        return refresh()
      },
      gcTime: 0,
    }),
  )

  function change(text: string) {
    setDraft(text)
    setTried(false)
    save.reset()
  }

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (secretProblem(draft) === null) save.mutate({ id: endpoint.id, secret: draft })
  }

  const problem = tried ? secretProblem(draft) : null
  const refusal = save.error === null ? null : errorText(save.error)
  return (
    <>
      {endpoint.secret !== null && <Saved secret={endpoint.secret} />}
      {maySet && (
        <form className={styles['secret']} onSubmit={submit} noValidate>
          <PasswordInput
            className={styles['secretInput'] ?? ''}
            label="Webhook secret"
            placeholder={
              endpoint.secret === null ? 'At least 32 characters' : 'Paste a new one to replace it'
            }
            value={draft}
            onChange={(event) => change(event.currentTarget.value)}
            error={problem ?? refusal}
            autoComplete="off"
            data-1p-ignore
            spellCheck={false}
          />
          <Button type="submit" className={styles['beside'] ?? ''} loading={save.isPending}>
            Save settings
          </Button>
          <Button
            variant="default"
            className={styles['beside'] ?? ''}
            loading={generate.isPending}
            onClick={() =>
              endpoint.secret === null ? generate.mutate({ id: endpoint.id }) : confirm.open()
            }
          >
            Generate
          </Button>
        </form>
      )}
      {save.isSuccess && draft === '' && (
        <p className={styles['after']} role="status">
          Saved. Cal.com must have the same secret.
        </p>
      )}
      {generate.isSuccess && (
        <div className={styles['once']}>
          <p role="status">
            Copy this secret now and paste it in Cal.com. It is saved here and will not be shown
            again.
          </p>
          <CopyField label="New secret" value={generate.data.secret} hideLabel />
        </div>
      )}
      {generate.isError && !asking && (
        <p className={styles['after']} role="alert">
          {errorText(generate.error)}
        </p>
      )}
      <ConfirmDialog
        opened={asking}
        onClose={confirm.close}
        title="Generate a new secret?"
        action="Generate secret"
        onConfirm={() => generate.mutate({ id: endpoint.id })}
        busy={generate.isPending}
        error={generate.error}
      >
        It replaces the saved one at once. Bookings are refused from then on, until you paste the
        new secret in Cal.com.
      </ConfirmDialog>
    </>
  )
}

function Saved({ secret }: { secret: NonNullable<Endpoint['secret']> }) {
  return (
    <div className={styles['saved']} data-tone="green">
      <IconLock size={16} aria-hidden />
      <span>
        <span aria-hidden>•••• </span>
        {secret.length} characters, set <Ago iso={secret.setAt} />
        {secret.setBy !== null && ` by ${secret.setBy}`}
      </span>
      <span
        className={styles['code']}
        title="The fingerprint of the secret: equal secrets have equal fingerprints."
      >
        {secret.fingerprint}
      </span>
      <span className="muted">
        {secret.lastUsedAt === null ? (
          'Not used yet'
        ) : (
          <>
            Last used <Ago iso={secret.lastUsedAt} />
          </>
        )}
      </span>
    </div>
  )
}
