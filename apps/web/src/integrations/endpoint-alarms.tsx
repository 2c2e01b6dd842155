import { useQuery } from '@tanstack/react-query'

import { AlarmNotice } from '../alarms/open-alarms.tsx'
import { type Alarm, trpc } from '../trpc.ts'

// What the state of the account says as well is not said twice.
const saidElsewhere: Alarm['kind'][] = ['quiet', 'rejecting', 'unreadable_secret']

/** The open alarms of one Cal.com account that its state does not tell. */
export function EndpointAlarms({ endpointId }: { endpointId: string }) {
  const { data } = useQuery(trpc.alarm.list.queryOptions({}))
  const alarms = data?.items.filter(({ endpoint }) => endpoint.id === endpointId) ?? []
  return alarms
    .filter(({ kind }) => !saidElsewhere.includes(kind))
    .map((alarm) => <AlarmNotice key={alarm.id} alarm={alarm} />)
}
