import { Button, Checkbox, Group, NativeSelect, Stack, TextInput } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { type SubmitEvent, useState } from 'react'

import { type Scope, scopes } from '@solar-capture/core/access'

import { CopyField } from '../components/copy-field.tsx'
import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { formText } from '../components/form-text.ts'
import { errorText, refusedFields } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/api-keys.tsx'
import * as commonTexts from '../texts/common.ts'
import { scopeWords } from '../texts/scopes.ts'
import { queryClient, trpc } from '../trpc.ts'

const lifetimes = (['30', '90', '365'] as const).map((value) => ({
  value,
  label: texts.lifetimes[value],
}))
const header = 'Authorization: Bearer …'

type Props = { opened: boolean; onClose: () => void }

/** Makes a key and shows it, once. */
export function NewKeyDialog({ opened, onClose }: Props) {
  const [key, setKey] = useState<string | null>(null)
  const close = () => {
    setKey(null)
    onClose()
  }
  return (
    <Dialog
      opened={opened}
      onClose={close}
      title={key === null ? texts.newKeyTitle : texts.copyNow}
      closeOnClickOutside={key === null}
    >
      {key === null ? (
        <NewKeyForm onCreated={setKey} onCancel={close} />
      ) : (
        <Stack gap={16}>
          <span>{texts.shownOnce}</span>
          <CopyField label={texts.apiKey} value={key} />
          <span className="muted small">{texts.sendIt(<code>{header}</code>)}</span>
          <Group justify="flex-end">
            <Button onClick={close}>{commonTexts.done}</Button>
          </Group>
        </Stack>
      )}
    </Dialog>
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
          label={texts.name}
          description={texts.nameMeaning}
          placeholder={texts.nameExample}
          maxLength={100}
          error={refused['name']}
          required
          withAsterisk={false}
          data-autofocus
        />
        <Checkbox.Group
          label={texts.itMay}
          value={chosen}
          onChange={(values) => setChosen(scopes.filter((scope) => values.includes(scope)))}
          error={tried && chosen.length === 0 ? texts.nothingChosen : null}
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
          label={texts.endsAfter}
          defaultValue="90"
          data={lifetimes}
        />
        <FormError>
          {create.error !== null && refused['name'] === undefined ? errorText(create.error) : null}
        </FormError>
        <Group justify="flex-end" gap={8}>
          <Button variant="default" onClick={props.onCancel}>
            {commonTexts.cancel}
          </Button>
          <Button type="submit" loading={create.isPending}>
            {texts.create}
          </Button>
        </Group>
      </Stack>
    </form>
  )
}
