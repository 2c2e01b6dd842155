import { Button, Group, Modal, Radio, Skeleton, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { FormError } from '../components/form-error.tsx'
import { LoadError } from '../components/page-states.tsx'
import { errorText } from '../errors.ts'
import { counted } from '../format.ts'
import { type Lead, queryClient, trpc } from '../trpc.ts'
import { LeadFinder } from '../unmatched/lead-finder.tsx'
import { applyLead } from './apply-lead.ts'
import styles from './merge-dialog.module.css'
import { differencesOf, type MergeField, type Side } from './merge-fields.ts'

type Props = { lead: Lead; onClose: () => void }

/** Asks which values stay when another lead, `otherId`, becomes part of this one; null while nobody asked. */
export function MergeDialog({ lead, otherId, onClose }: Props & { otherId: string | null }) {
  return (
    <Modal opened={otherId !== null} onClose={onClose} title="Merge two leads" size={640}>
      {otherId !== null && <Loaded lead={lead} otherId={otherId} onClose={onClose} />}
    </Modal>
  )
}

/** Looks for the other lead first. */
export function MergeAnyDialog({ lead, opened, onClose }: Props & { opened: boolean }) {
  return (
    <Modal opened={opened} onClose={onClose} title="Merge two leads" size={640}>
      <FindOther lead={lead} onClose={onClose} />
    </Modal>
  )
}

function FindOther({ lead, onClose }: Props) {
  const [otherId, setOtherId] = useState<string | null>(null)
  if (otherId !== null) return <Loaded lead={lead} otherId={otherId} onClose={onClose} />
  return (
    <>
      <p className={styles['words']}>
        Find the lead that is the same person as {lead.name}. It becomes part of this one.
      </p>
      <LeadFinder
        label="Find the other lead"
        action={['Merge…', 'with']}
        exceptId={lead.id}
        isFirst
        onLink={({ id }) => setOtherId(id)}
        busy={false}
      />
    </>
  )
}

function Loaded({ lead, otherId, onClose }: Props & { otherId: string }) {
  const other = useQuery(trpc.lead.byId.queryOptions({ id: otherId }))
  if (other.data !== undefined) {
    return <MergeForm lead={lead} other={other.data} onClose={onClose} />
  }
  if (other.error === null) return <Skeleton height={160} />
  return <LoadError error={other.error} retry={() => void other.refetch()} />
}

function MergeForm({ lead, other, onClose }: Props & { other: Lead }) {
  const [chosen, setChosen] = useState<Partial<Record<MergeField, Side>>>({})
  const differences = differencesOf(lead, other)
  const merge = useMutation(
    trpc.lead.merge.mutationOptions({
      onSuccess: (merged) => {
        queryClient.removeQueries(trpc.lead.byId.queryFilter({ id: other.id }))
        onClose()
        applyLead(merged)
        notifications.show({ color: 'green', message: `${other.name} is part of this lead now.` })
      },
    }),
  )

  function confirm() {
    const choices = differences.map(({ field, usual }) => [field, chosen[field] ?? usual])
    merge.mutate({ id: lead.id, otherId: other.id, choose: Object.fromEntries(choices) })
  }

  return (
    <Stack gap={16}>
      <div className={styles['fields']}>
        <div className={`muted small ${styles['names']}`} aria-hidden>
          <span>This lead</span>
          <span>The other one</span>
        </div>
        {differences.map(({ field, label, values, usual }) => (
          <Radio.Group
            key={field}
            label={label}
            value={chosen[field] ?? usual}
            onChange={(value) =>
              setChosen({ ...chosen, [field]: value === 'other' ? 'other' : 'this' })
            }
            className={styles['field'] ?? ''}
          >
            <div className={styles['sides']}>
              {(['this', 'other'] as const).map((side) => (
                <Radio
                  key={side}
                  value={side}
                  size="xs"
                  label={values[side] ?? 'None'}
                  className={styles['side'] ?? ''}
                />
              ))}
            </div>
          </Radio.Group>
        ))}
      </div>
      <p className={styles['words']}>
        {wordWhatMoves(other)} Whatever either of them booked stays here, and so does what is booked
        with {wordEmails(lead, other)} from now on. Old links to the other lead open this one.
      </p>
      <p className={styles['words']}>This cannot be undone.</p>
      <FormError>{merge.error === null ? null : errorText(merge.error)}</FormError>
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose} data-autofocus autoFocus>
          Cancel
        </Button>
        <Button onClick={confirm} loading={merge.isPending}>
          Merge leads
        </Button>
      </Group>
    </Stack>
  )
}

function wordWhatMoves({ name, bookings }: Lead): string {
  const { length } = bookings
  const moves = `${length === 0 ? '' : `${counted(length, 'booking')}, `}notes and timeline`
  return `${name} is no lead of its own any more: its ${moves} move to this lead.`
}

function wordEmails(lead: Lead, other: Lead): string {
  const emails = new Set([...lead.emails, ...other.emails])
  if (emails.size === 0) return 'the phone that stays'
  if (emails.size === 1) return [...emails].join()
  return emails.size === 2 ? 'either email' : `any of the ${emails.size} emails`
}
