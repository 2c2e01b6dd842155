import { Button, Group, Modal, Stack } from '@mantine/core'
import { useMutation } from '@tanstack/react-query'
import { useEffect, useState } from 'react'

import { DayField } from '../components/day-field.tsx'
import { FormError } from '../components/form-error.tsx'
import { startOfDay } from '../days.ts'
import { errorText } from '../errors.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/secret.tsx'
import { trpc } from '../trpc.ts'
import { DeliveryList } from './delivery-list.tsx'
import styles from './secret.module.css'

type Props = { endpointId: string; onClose: () => void }

/** What came in with a secret that leaked: from when it was set, or from a day on. */
export function SecretLeakReport({ endpointId, onClose }: Props) {
  const [day, setDay] = useState<string>()
  const look = useMutation(trpc.endpoint.leakReport.mutationOptions({ gcTime: 0 }))
  const { mutate, data } = look
  useEffect(() => {
    const since = day === undefined ? {} : { since: startOfDay(day) }
    mutate({ id: endpointId, ...since })
  }, [mutate, endpointId, day])
  return (
    <Modal opened onClose={onClose} title={texts.reportTitle} size="lg">
      <Stack gap={16}>
        <Group gap={8} align="center">
          <span>{texts.reportSince}</span>
          <DayField label={texts.reportSince} value={day} onChange={setDay} />
        </Group>
        <div role="status">
          {data === undefined
            ? look.error === null && texts.reportLoading
            : texts.reportCount(data.count, data.isAtLeast, data.fingerprint)}
        </div>
        <FormError>{look.error === null ? null : errorText(look.error)}</FormError>
        {data !== undefined && data.items.length > 0 && (
          <div className={styles['list']}>
            {data.count > data.items.length && <p>{texts.reportCut(data.items.length)}</p>}
            <DeliveryList deliveries={data.items} />
          </div>
        )}
        <Group justify="flex-end">
          <Button variant="default" onClick={onClose}>
            {commonTexts.close}
          </Button>
        </Group>
      </Stack>
    </Modal>
  )
}
