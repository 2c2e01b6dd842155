import { Button, Checkbox, Group, Modal, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'

import { type Scope, scopes } from '@solar-capture/core/access'

import { CopyField } from '../components/copy-field.tsx'
import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { errorText, refusedFields } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import { queryClient, trpc } from '../trpc.ts'
import { scopeWords } from '../words.ts'

const lifetimes = [
  { value: '30', label: '30 days' },
  { value: '90', label: '90 days' },
  { value: '365', label: 'One year' },
]

type Props = { opened: boolean; onClose: () => void }

/** Makes a key and shows it, once. */
export function NewKeyDialog({ opened, onClose }: Props) {
  const [key, setKey] = useState<string | null>(null)
  const close = () => {
    setKey(null)
    onClose()
  }
  return (
    <Modal
      opened={opened}
      onClose={close}
      title={key === null ? 'New API key' : 'Copy the key now'}
      closeOnClickOutside={key === null}
    >
      {key === null ? (
        <NewKeyForm onCreated={setKey} onCancel={close} />
      ) : (
        <Stack gap={16}>
          <span>It is shown this once. Keep it where the program that uses it can read it.</span>
          <CopyField label="API key" value={key} />
          <span className="muted small">
            Send it with each request, as <code>Authorization: Bearer …</code>
          </span>
          <Group justify="flex-end">
            <Button onClick={close}>Done</Button>
          </Group>
        </Stack>
      )}
    </Modal>
  )
}

function NewKeyForm(props: { onCreated: (key: string) => void; onCancel: () => void }) {
  const [chosen, setChosen] = useState<Scope[]>(['leads:read'])
  const [tried, setTried] = useState(false)
  const create = useMutation(
    trpc.apiKey.create.mutationOptions({
      onSuccess: ({ key }) => {
        props.onCreated(key)
        return fetchAgain(queryClient, trpc.apiKey.pathFilter())
      },
      // The key must not outlive this dialog.
      gcTime: 0,
    }),
  )
  const refused = refusedFields(create.error)

  function submit(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    setTried(true)
    if (chosen.length === 0) return
    const form = new FormData(event.currentTarget)
    const expiresInDays = Number(formText(form, 'expiresInDays'))
    create.mutate({ name: formText(form, 'name'), scopes: chosen, expiresInDays })
  }

  return (
    <form onSubmit={submit}>
      <Stack gap={16}>
        <TextInput
          name="name"
          label="Name"
          description="The program that will use it."
          placeholder="Website form"
          maxLength={100}
          error={refused['name']}
          required
          withAsterisk={false}
          data-autofocus
        />
        <Checkbox.Group
          label="It may"
          value={chosen}
          onChange={(values) => setChosen(scopes.filter((scope) => values.includes(scope)))}
          error={
            tried && chosen.length === 0 ? 'Choose at least one, or the key can do nothing.' : null
          }
        >
          <Stack gap={10} mt={8}>
            {scopes.map((scope) => (
              <Checkbox
                key={scope}
                value={scope}
                label={scopeWords[scope].label}
                description={scopeWords[scope].meaning}
              />
            ))}
          </Stack>
        </Checkbox.Group>
        <NativeSelect
          name="expiresInDays"
          label="Stops working after"
          defaultValue="90"
          data={lifetimes}
        />
        <FormError>
          {create.error !== null && refused['name'] === undefined ? errorText(create.error) : null}
        </FormError>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={props.onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={create.isPending}>
            Create key
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
