import { Group, NativeSelect } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'

import { alarmTimings } from '@solar-capture/core/alarm'

import { oneOf } from '../search-params.ts'
import * as texts from '../texts/alarms.ts'
import { trpc } from '../trpc.ts'
import styles from './alarms-page.module.css'
import { useSaveSettings } from './use-save-settings.ts'

/** How soon messages go out, and where the office is. */
export function TimingSettings() {
  const { data: settings } = useSuspenseQuery(trpc.alarm.settings.queryOptions())
  const save = useSaveSettings()
  const { timing, timeZone, timeZoneInUse } = settings
  return (
    <Group gap={16} align="end" className={styles['timing'] ?? ''}>
      <NativeSelect
        label={texts.timing}
        value={timing}
        disabled={save.isPending}
        data={alarmTimings.map((value) => ({ value, label: texts.timings[value] }))}
        onChange={({ currentTarget: { value } }) => {
          const chosen = oneOf(alarmTimings, value)
          if (chosen !== undefined) save.mutate({ timing: chosen })
        }}
      />
      <NativeSelect
        label={texts.timeZone}
        value={timeZone ?? ''}
        disabled={save.isPending}
        data={[
          { value: '', label: texts.zoneOfBookings(timeZone === null ? timeZoneInUse : '…') },
          ...zonesWith(timeZone),
        ]}
        onChange={({ currentTarget: { value } }) => save.mutate({ timeZone: value || null })}
      />
    </Group>
  )
}

// A browser may know fewer than the server.
function zonesWith(timeZone: string | null): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return timeZone === null || known.includes(timeZone) ? known : [timeZone, ...known]
}
