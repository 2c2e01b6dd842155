import { Group, NativeSelect } from '@mantine/core'
import { useSuspenseQuery } from '@tanstack/react-query'

import { alarmTimings } from '@solar-capture/core/alarm'

import { useChosen } from '../components/use-chosen.ts'
import { oneOf } from '../search-params.ts'
import * as texts from '../texts/alarms.ts'
import { trpc } from '../trpc.ts'
import styles from './alarms-page.module.css'
import { useSaveSettings } from './use-save-settings.ts'

/** How soon messages go out, and where the office is. */
export function TimingSettings() {
  const { data: settings } = useSuspenseQuery(trpc.alarm.settings.queryOptions())
  const save = useSaveSettings()
  const [timing, chooseTiming] = useChosen(settings.timing, (value) =>
    save.mutateAsync({ timing: value }),
  )
  const [timeZone, chooseZone] = useChosen(settings.timeZone, (value) =>
    save.mutateAsync({ timeZone: value }),
  )
  return (
    <Group gap={16} align="end" className={styles['timing'] ?? ''}>
      <NativeSelect
        label={texts.timing}
        value={timing}
        data={alarmTimings.map((value) => ({ value, label: texts.timings[value] }))}
        onChange={({ currentTarget: { value } }) => {
          const chosen = oneOf(alarmTimings, value)
          if (chosen !== undefined) chooseTiming(chosen)
        }}
      />
      <NativeSelect
        label={texts.timeZone}
        value={timeZone ?? ''}
        data={[
          {
            value: '',
            label: texts.zoneOfBookings(
              timeZone === null && settings.timeZone === null ? settings.timeZoneInUse : '…',
            ),
          },
          ...zonesWith(timeZone),
        ]}
        onChange={({ currentTarget: { value } }) => chooseZone(value || null)}
      />
    </Group>
  )
}

// A browser may know fewer than the server.
function zonesWith(timeZone: string | null): string[] {
  const known = Intl.supportedValuesOf('timeZone')
  return timeZone === null || known.includes(timeZone) ? known : [timeZone, ...known]
}
