import { notifications } from '@mantine/notifications'
import { useRef, useState } from 'react'

import { TextButton } from '../components/text-button.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/leads-bulk.ts'
import { client, queryClient, trpc } from '../trpc.ts'
import { doSteps, sizeOf, type Step, toSteps } from './bulk-steps.ts'
import type { PickedLeads } from './selection.ts'

/** Something that is done with many leads: where to, and in which words. */
export type Deed = {
  kind: 'move' | 'assign'
  /** The id of a stage or of an owner; null for nobody. */
  to: string | null
  /** What is said once it is done. */
  done: texts.Done
}

/** What is being done with how many leads, and how far it is, in leads. */
export type Progress = { words: string; done: number; total: number; isStopping: boolean }

export type Bulk = {
  /** Null while nothing is being done. */
  progress: Progress | null
  stop: () => void
  start: (picked: PickedLeads, deed: Deed) => Promise<void>
}

type Work = {
  kind: Deed['kind']
  steps: Step<string | null>[]
  done: texts.Done
  /** Where each lead came from; null for an undo, which is not taken back itself. */
  from: ReadonlyMap<string, string | null> | null
  /** What earlier parts of the same work changed already. */
  changed: string[]
}

/**
 * Moves or assigns leads, two hundred at a time, and tells what came of it: what is done can be taken back, what is left when it
 * was stopped or failed can be gone on with.
 */
export function useBulk(): Bulk {
  const [progress, setProgress] = useState<Progress | null>(null)
  const isStopped = useRef(false)

  async function run(work: Work): Promise<void> {
    isStopped.current = false
    const total = sizeOf(work.steps)
    const words = wordWork(work, total)
    setProgress({ words, done: 0, total, isStopping: false })
    const { changed, rest, error } = await doSteps(work.steps, (step) => act(work, step), {
      onDone: (done) => setProgress((now) => now && { ...now, done }),
      isStopped: () => isStopped.current,
    })
    setProgress(null)
    void fetchAgain(queryClient, trpc.lead.pathFilter())
    tell({ ...work, changed: [...work.changed, ...changed] }, rest, error)
  }

  function tell(work: Work, rest: Step<string | null>[], error: unknown): void {
    const { changed, from, kind, done } = work
    const left = sizeOf(rest)
    const back = from === null ? [] : toSteps(changed.map((id) => [id, from.get(id) ?? null]))
    const canUndo = back.length > 0
    const act = (action: () => Promise<void>) => () => {
      notifications.hide(id)
      void action()
    }
    const undo = { kind, steps: back, done: texts.asBefore, from: null, changed: [] }
    const id = notifications.show({
      color: error !== null ? 'red' : left > 0 ? 'sun' : 'green',
      // What is offered here is offered nowhere else.
      autoClose: left > 0 ? false : 20_000,
      title: left > 0 ? texts.left(left) : undefined,
      message: (
        <span className="wrap">
          {error !== null && `${errorText(error)} `}
          {changed.length === 0 && left === 0 ? texts.nothingChanged : done(changed.length)}{' '}
          {left > 0 && (
            <>
              <TextButton onClick={act(() => run({ ...work, steps: rest }))}>
                {texts.goOn}
              </TextButton>{' '}
            </>
          )}
          {canUndo && <TextButton onClick={act(() => run(undo))}>{commonTexts.undo}</TextButton>}
        </span>
      ),
    })
  }

  return {
    progress,
    stop: () => {
      isStopped.current = true
      setProgress((now) => now && { ...now, isStopping: true })
    },
    start: (picked, { kind, to, done }) => {
      const leads = [...picked.values()]
      const from = leads.map(
        ({ id, stage, owner }) => [id, kind === 'move' ? stage.id : (owner?.id ?? null)] as const,
      )
      const steps = toSteps(leads.map(({ id }) => [id, to]))
      return run({ kind, steps, done, from: new Map(from), changed: [] })
    },
  }
}

function wordWork({ from, kind }: Work, leads: number): string {
  if (from === null) return texts.takingBack(leads)
  return kind === 'move' ? texts.moving(leads) : texts.assigning(leads)
}

async function act({ kind, from }: Work, { ids, to }: Step<string | null>): Promise<string[]> {
  if (kind === 'assign') return (await client.lead.bulkAssign.mutate({ ids, ownerId: to })).ids
  if (to === null) throw new TypeError('A lead is always in a stage.')
  return (await client.lead.bulkMove.mutate({ ids, stageId: to, isUndo: from === null })).ids
}
