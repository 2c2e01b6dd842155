import { Button, NativeSelect } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useRef } from 'react'

import { useChosen } from '../components/use-chosen.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/lead.tsx'
import { type Lead, trpc } from '../trpc.ts'
import { applyLead, tellNotSaved } from './apply-lead.ts'
import styles from './details.module.css'

/** Whose lead it is, chosen from the people of the workspace. */
export function OwnerField({ lead, readOnly }: { lead: Lead; readOnly: boolean }) {
  const { data: choices } = useQuery(trpc.lead.choices.queryOptions())
  const { data: workspace } = useQuery(trpc.workspace.current.queryOptions())
  const handlers = { onSuccess: applyLead, onError: tellNotSaved }
  const update = useMutation(
    trpc.lead.update.mutationOptions({ ...handlers, scope: { id: 'owner' } }),
  )
  const own = lead.owner
  const [ownerId, assign] = useChosen(own?.id ?? null, (chosen) =>
    update.mutateAsync({ id: lead.id, ownerId: chosen }),
  )
  const select = useRef<HTMLSelectElement>(null)
  const owners = choices?.owners ?? []
  // Who left the workspace can still own a lead.
  const isListed = own === null || owners.some(({ id }) => id === own.id)
  const people = isListed ? owners : [own, ...owners]
  const me = owners.find(({ id }) => id === workspace?.user?.id)

  return (
    <div className={styles['row']}>
      <dt>{commonTexts.owner}</dt>
      <dd className={readOnly ? `wrap ${styles['fixed']}` : styles['owner']}>
        {readOnly ? (
          (own?.name ?? <span className="muted">{commonTexts.nobody}</span>)
        ) : (
          <>
            <NativeSelect
              size="xs"
              aria-label={commonTexts.owner}
              className={styles['people'] ?? ''}
              ref={select}
              value={ownerId ?? ''}
              onChange={({ currentTarget: { value } }) => assign(value === '' ? null : value)}
              data={[
                { value: '', label: commonTexts.nobody },
                ...people.map(({ id, name }) => ({ value: id, label: name })),
              ]}
            />
            {me !== undefined && ownerId !== me.id && (
              <Button
                variant="default"
                size="xs"
                onClick={() => {
                  // The button goes.
                  select.current?.focus()
                  assign(me.id)
                }}
              >
                {texts.assignToMe}
              </Button>
            )}
          </>
        )}
      </dd>
    </div>
  )
}
