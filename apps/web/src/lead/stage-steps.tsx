import { Button, NativeSelect, Tooltip } from '@mantine/core'
import { IconPin, IconPinFilled } from '@tabler/icons-react'
import { useMutation } from '@tanstack/react-query'

import { StageLabel } from '../components/badge.tsx'
import { Ago, useNow } from '../components/time.tsx'
import { exactTime, viewerZone } from '../format.ts'
import { useMay } from '../may.ts'
import * as commonTexts from '../texts/common.ts'
import { howLong } from '../texts/how-long.ts'
import * as texts from '../texts/lead.tsx'
import { type Lead, type Stage, trpc } from '../trpc.ts'
import { actorName } from '../words.ts'
import { applyLead, tellNotSaved } from './apply-lead.ts'
import styles from './stage-steps.module.css'
import { useMove } from './use-move.ts'

type Props = { lead: Lead; stages: Stage[] }

/** The pipeline with this lead's place in it; pressing a stage moves the lead there. */
export function StageSteps({ lead, stages }: Props) {
  const mayWrite = useMay('leads:write')
  const handlers = { onSuccess: applyLead, onError: tellNotSaved }
  const { move, isMoving } = useMove(lead)
  const pin = useMutation(trpc.lead.move.mutationOptions(handlers))
  const unpin = useMutation(trpc.lead.unpin.mutationOptions(handlers))
  const here = stages.findIndex(({ id }) => id === lead.stage.id)
  const busy = isMoving || pin.isPending || unpin.isPending

  return (
    <div className={styles['stage']}>
      <ol className={styles['steps']} aria-label={commonTexts.stage} aria-busy={busy}>
        {stages.map((stage, index) => (
          <li key={stage.id} data-lost={stage.kind === 'lost' || undefined}>
            <button
              type="button"
              className={styles['step']}
              data-tone={stage.colour}
              data-done={(index < here && lead.stage.kind !== 'lost') || undefined}
              aria-current={index === here ? 'step' : undefined}
              disabled={!mayWrite}
              // Not disabled meanwhile, which would take the focus away.
              aria-disabled={busy || undefined}
              onClick={() => !busy && move(stage)}
            >
              <span className={styles['bar']} />
              <span className={`cut ${styles['name']}`}>{stage.name}</span>
            </button>
          </li>
        ))}
      </ol>
      {mayWrite ? (
        <NativeSelect
          className={styles['select'] ?? ''}
          label={commonTexts.stage}
          value={lead.stage.id}
          onChange={({ currentTarget: { value } }) =>
            !busy && move(stages.find(({ id }) => id === value))
          }
          aria-disabled={busy || undefined}
          data={stages.map(({ id, name }) => ({ value: id, label: name }))}
        />
      ) : (
        <div className={styles['select']}>
          <StageLabel stage={lead.stage} />
        </div>
      )}
      <div className={`muted small ${styles['note']}`}>
        <InStage lead={lead} />
        <SetBy lead={lead} />
        {lead.pinned ? (
          <>
            <span className={styles['pinned']}>
              <IconPinFilled size={14} aria-hidden /> {texts.isPinned}
            </span>
            {mayWrite && (
              <Button
                variant="default"
                size="compact-xs"
                loading={unpin.isPending}
                onClick={() => unpin.mutate({ id: lead.id })}
              >
                {texts.unpin}
              </Button>
            )}
          </>
        ) : (
          mayWrite && (
            <Tooltip label={texts.pinMeaning}>
              <Button
                variant="default"
                size="compact-xs"
                leftSection={<IconPin size={14} aria-hidden />}
                disabled={busy}
                onClick={() => pin.mutate({ id: lead.id, stageId: lead.stage.id, pin: true })}
              >
                {texts.pin}
              </Button>
            </Tooltip>
          )
        )}
      </div>
    </div>
  )
}

/** For how long it stands where it stands. */
function InStage({ lead: { stageSince } }: { lead: Lead }) {
  const now = useNow()
  return (
    <time dateTime={stageSince} title={exactTime(stageSince, viewerZone())}>
      {texts.inStageFor(howLong(stageSince, now))}
    </time>
  )
}

function SetBy({ lead }: { lead: Lead }) {
  const entry = lead.timeline.find(
    // One that was only pinned where it stood did not move.
    ({ detail }) =>
      (detail.kind === 'moved' || detail.kind === 'undone') &&
      detail.to === lead.stage.name &&
      detail.from !== detail.to,
  )
  if (entry === undefined) return null
  const { actor } = entry
  const who = actor.kind === 'rule' ? texts.rule(actor.rule) : actorName(actor)
  return <span>{texts.movedBy(lead.stage.name, <Ago iso={entry.at} />, who)}</span>
}
