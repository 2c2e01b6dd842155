import { Stack, Switch } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'

import { alarmKinds } from '@solar-capture/core/alarm'

import * as texts from '../texts/alarms.ts'
import { trpc } from '../trpc.ts'
import { useSaveSettings } from './use-save-settings.ts'

/** What is looked for. */
export function AlarmKinds() {
  const { data: settings } = useSuspenseQuery(trpc.alarm.settings.queryOptions())
  const save = useSaveSettings()
  return (
    <Stack gap={12}>
      {alarmKinds.map((kind) => (
        <Switch
          key={kind}
          label={texts.kindLabels[kind].label}
          description={texts.kindLabels[kind].meaning}
          checked={!settings.muted.includes(kind)}
          disabled={save.isPending}
          onChange={({ currentTarget: { checked } }) => {
            const others = settings.muted.filter((one) => one !== kind)
            save.mutate({ muted: checked ? others : [...others, kind] })
          }}
        />
      ))}
    </Stack>
  )
}
