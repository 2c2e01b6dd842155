import { Button, Group, Radio, Skeleton, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { Dialog } from '../components/dialog.tsx'
import { FormError } from '../components/form-error.tsx'
import { LoadError } from '../components/page-states.tsx'
import { errorText } from '../errors.ts'
import { merge } from '../texts/candidates.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/merge.ts'
import { type Lead, queryClient, trpc } from '../trpc.ts'
import { LeadFinder } from '../unmatched/lead-finder.tsx'
import { applyLead } from './apply-lead.ts'
import styles from './merge-dialog.module.css'
import { differencesOf, type MergeField, type Side } from './merge-fields.ts'

type Props = { lead: Lead; onClose: () => void }

/** Asks which values stay when another lead, `otherId`, becomes part of this one; null while nobody asked. */
export function MergeDialog({ lead, otherId, onClose }: Props & { otherId: string | null }) {
  return (
    <Dialog opened={otherId !== null} onClose={onClose} title={texts.title} size={640}>
      {otherId !== null && <Loaded lead={lead} otherId={otherId} onClose={onClose} />}
    </Dialog>
  )
}

/** Looks for the other lead first. */
export function MergeAnyDialog({ lead, opened, onClose }: Props & { opened: boolean }) {
  return (
    <Dialog opened={opened} onClose={onClose} title={texts.title} size={640}>
      <FindOther lead={lead} onClose={onClose} />
    </Dialog>
  )
}

function FindOther({ lead, onClose }: Props) {
  const [otherId, setOtherId] = useState<string | null>(null)
  if (otherId !== null) return <Loaded lead={lead} otherId={otherId} onClose={onClose} />
  return (
    <>
      <p className={styles['words']}>{texts.findText(lead.name)}</p>
      <LeadFinder
        label={texts.findOther}
        action={merge}
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
  const emails = [...new Set([...lead.emails, ...other.emails])]
  const merge = useMutation(
    trpc.lead.merge.mutationOptions({
      onSuccess: (merged) => {
        queryClient.removeQueries(trpc.lead.byId.queryFilter({ id: other.id }))
        onClose()
        applyLead(merged)
        notifications.show({ color: 'green', message: texts.merged(other.name) })
      },
    }),
  )

  function confirm() {
    const choices = differences.map(({ field, usual }) => [field, chosen[field] ?? usual])
    merge.mutate({ id: lead.id, otherId: other.id, choose: Object.fromEntries(choices) })
  }

  return (
    // Enter at a choice does not merge: that cannot be undone.
    <Stack component="form" gap={16} onSubmit={(event) => event.preventDefault()}>
      <div className={styles['fields']}>
        <div className={`muted small ${styles['names']}`} aria-hidden>
          <span>{texts.thisLead}</span>
          <span>{texts.otherLead}</span>
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
                  label={values[side] ?? texts.none}
                  className={styles['side'] ?? ''}
                />
              ))}
            </div>
          </Radio.Group>
        ))}
      </div>
      <p className={styles['words']}>
        {texts.whatMoves(other.name, other.bookings.length)} {texts.whatStays(emails)}
      </p>
      <p className={styles['words']}>{texts.notUndone}</p>
      <FormError>{merge.error === null ? null : errorText(merge.error)}</FormError>
      <Group justify="flex-end" gap={8}>
        <Button variant="default" onClick={onClose} data-autofocus autoFocus>
          {commonTexts.cancel}
        </Button>
        <Button onClick={confirm} loading={merge.isPending}>
          {texts.confirm}
        </Button>
      </Group>
    </Stack>
  )
}
