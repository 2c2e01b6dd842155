import { Button, Group, Stack, Switch, TextInput } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import type { SubmitEvent } from 'react'

import { formText } from '../components/form-text.ts'
import { Page } from '../components/page.tsx'
import { Section } from '../components/section.tsx'
import { errorText, refusedFields } from '../errors.ts'
import { queryClient, trpc } from '../trpc.ts'

/** The name of the workspace and what holds for everybody in it. */
export function WorkspacePage() {
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  const update = useMutation(
    trpc.workspace.update.mutationOptions({
      onSuccess: (current) => {
        queryClient.setQueryData(trpc.workspace.current.queryKey(), current)
        notifications.show({ color: 'green', message: 'Saved' })
      },
      onError: (error) =>
        notifications.show({ color: 'red', title: 'Not saved', message: errorText(error) }),
    }),
  )

  function rename(event: SubmitEvent<HTMLFormElement>) {
    event.preventDefault()
    update.mutate({ name: formText(new FormData(event.currentTarget), 'name') })
  }

  return (
    <Page name="Workspace" heading="Workspace" narrow>
      <Stack gap={32}>
        <form onSubmit={rename}>
          <Group align="end" gap={8}>
            <TextInput
              key={workspace.name}
              name="name"
              label="Name"
              defaultValue={workspace.name}
              maxLength={100}
              error={refusedFields(update.error)['name']}
              required
              withAsterisk={false}
              flex={1}
              maw={420}
            />
            <Button type="submit" variant="default">
              Save name
            </Button>
          </Group>
        </form>
        <Section title="Leads from bookings">
          <Switch
            label="Make a lead when nobody is found for a booking"
            description="Otherwise such a booking waits under Unmatched. It counts for what Cal.com sends from now on."
            checked={workspace.createsLeads}
            disabled={update.isPending}
            onChange={(event) => update.mutate({ createsLeads: event.currentTarget.checked })}
          />
        </Section>
        <Section title="Signing in">
          <Switch
            label="Owners and admins need a second step"
            description="Besides the password they give a code of an app on their phone. Who has not set it up is asked to, and sees nothing else until then. Set it up for yourself first, under Account."
            checked={workspace.requiresTotp}
            disabled={update.isPending}
            onChange={(event) => update.mutate({ requiresTotp: event.currentTarget.checked })}
          />
        </Section>
      </Stack>
    </Page>
  )
}
