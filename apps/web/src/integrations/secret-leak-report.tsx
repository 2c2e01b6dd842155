import { Button, Group, NativeSelect, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import { DayField } from '../components/day-field.tsx'
import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { startOfDay } from '../days.ts'
import { errorText } from '../errors.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/secret.tsx'
import { trpc } from '../trpc.ts'
import { DeliveryList } from './delivery-list.tsx'
import styles from './secret.module.css'

type Props = { endpointId: string; onClose: () => void }

/** What came in with each secret so far, ever or from a day on, and the deliveries of one or all of them. */
export function SecretLeakReport({ endpointId, onClose }: Props) {
  const [day, setDay] = useState<string>()
  const [fingerprint, setFingerprint] = useState('')
  const look = useMutation(trpc.endpoint.leakReport.mutationOptions({ gcTime: 0 }))
  const { mutate, data } = look
  useEffect(() => {
    const since = day === undefined ? {} : { since: startOfDay(day) }
    const of = fingerprint === '' ? {} : { fingerprint }
    mutate({ id: endpointId, ...since, ...of })
  }, [mutate, endpointId, day, fingerprint])
  const secrets = data?.secrets ?? []
  const chosen = secrets.filter((one) => fingerprint === '' || one.fingerprint === fingerprint)
  const amount = chosen.reduce((sum, one) => sum + one.count, 0)
  const isAtLeast = chosen.some((one) => one.isAtLeast)
  return (
    <Dialog opened onClose={onClose} title={texts.reportTitle} size="lg">
      <Stack gap={16}>
        <NativeSelect
          label={texts.reportSecret}
          value={fingerprint}
          onChange={(event) => setFingerprint(event.currentTarget.value)}
          data={[
            { value: '', label: texts.reportEvery },
            ...secrets.map((one) => ({ value: one.fingerprint, label: texts.reportOne(one) })),
          ]}
        />
        <Group gap={8} align="center">
          <span>{texts.reportSince}</span>
          <DayField label={texts.reportSince} value={day} onChange={setDay} />
        </Group>
        <div role="status">
          {data === undefined
            ? look.error === null && texts.reportLoading
            : texts.reportCount(amount, isAtLeast)}
        </div>
        <FormError>{look.error === null ? null : errorText(look.error)}</FormError>
        {data !== undefined && data.items.length > 0 && (
          <div className={styles['list']}>
            {amount > data.items.length && <p>{texts.reportCut(data.items.length)}</p>}
            <DeliveryList deliveries={data.items} />
          </div>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {commonTexts.close}
          </Button>
        </Group>
      </Stack>
    </Dialog>
  )
}
