import { Stack, Switch } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'

import { alarmKinds } from '@solar-capture/core/alarm'

import { useChosen } from '../components/use-chosen.ts'
import * as texts from '../texts/alarms.ts'
import { trpc } from '../trpc.ts'
import { useSaveSettings } from './use-save-settings.ts'

/** What is looked for. */
export function AlarmKinds() {
  const { data: settings } = useSuspenseQuery(trpc.alarm.settings.queryOptions())
  const save = useSaveSettings()
  const [muted, mute] = useChosen(settings.muted, (kinds) => save.mutateAsync({ muted: kinds }))
  return (
    <Stack gap={12}>
      {alarmKinds.map((kind) => (
        <Switch
          key={kind}
          label={texts.kindLabels[kind].label}
          description={texts.kindLabels[kind].meaning}
          checked={!muted.includes(kind)}
          onChange={({ currentTarget: { checked } }) => {
            const others = muted.filter((one) => one !== kind)
            mute(checked ? others : [...others, kind])
          }}
        />
      ))}
    </Stack>
  )
}
