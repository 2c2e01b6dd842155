import { Button, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle, IconPlus } from '@tabler/icons-react'
import { useMutation, useQuery, useSuspenseQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { faultOfStages } from '@solar-capture/core/stage-changes'

import { FormError } from '../components/form-error.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { Section } from '../components/section.tsx'
import { UnsavedGuard } from '../components/unsaved-guard.tsx'
import { useDraft } from '../components/use-draft.ts'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import { useMay } from '../may.ts'
import * as texts from '../texts/pipeline.ts'
import { queryClient, trpc } from '../trpc.ts'
import { GoneStages } from './gone-stages.tsx'
import { KindMeanings } from './kind-meanings.tsx'
import { MergeDialog } from './merge-dialog.tsx'
import {
  addStage,
  goneOf,
  isSamePipeline,
  putBack,
  toDrafts,
  toWanted,
  type StageDraft,
} from './stage-drafts.ts'
import { StageList } from './stage-list.tsx'

/** The stages of the pipeline: their names, order, colours and kinds, and where bookings go. */
export function PipelinePage() {
  const mayChange = useMay('settings:write')
  const { data: stages } = useSuspenseQuery(trpc.pipeline.stages.queryOptions())
  const { data: counts } = useQuery(trpc.lead.counts.queryOptions({}))
  const { data: rules = [] } = useQuery(trpc.pipeline.rules.queryOptions())
  const draft = useDraft(toDrafts(stages), isSamePipeline)
  const [mergedKey, setMergedKey] = useState<string | null>(null)
  const [newKey, setNewKey] = useState<string | null>(null)
  const save = useMutation(
    trpc.pipeline.saveStages.mutationOptions({
      onSuccess: async (saved) => {
        queryClient.setQueryData(trpc.pipeline.stages.queryKey(), saved)
        draft.reset()
        notifications.show({ color: 'green', message: texts.saved })
        await fetchAgain(queryClient, trpc.pipeline.pathFilter())
      },
    }),
  )
  const leadsIn = (stage: StageDraft) => {
    const known = counts?.byStage.find(({ stageId }) => stageId === stage.id)
    return counts === undefined ? null : (known?.count ?? 0)
  }
  const fault = draft.isDirty ? faultOfStages(toWanted(draft.value)) : null
  const error = save.error === null ? null : errorText(save.error)

  function change(next: StageDraft[]) {
    save.reset()
    draft.change(next)
  }
  function add() {
    const next = addStage(draft.value, texts.newName)
    if (next === null) return
    setNewKey(next.find(({ key }) => !draft.value.some((one) => one.key === key))?.key ?? null)
    change(next)
  }
  const seen = draft.seen.map(({ id, key: _, ...stage }, position) => ({
    ...{ ...stage, id: id ?? '', position },
  }))
  return (
    <Page
      name={texts.title}
      heading={texts.title}
      lead={mayChange ? texts.lead : `${texts.lead} ${texts.readOnly}`}
      narrow
      actions={
        mayChange && (
          <>
            <Button
              variant="default"
              disabled={!draft.isDirty || save.isPending}
              onClick={() => {
                save.reset()
                draft.reset()
              }}
            >
              {texts.discard}
            </Button>
            <Button
              disabled={!draft.isDirty || draft.isOutdated || fault !== null}
              loading={save.isPending}
              onClick={() => save.mutate({ stages: toWanted(draft.value), seen })}
            >
              {texts.save}
            </Button>
          </>
        )
      }
    >
      <Stack gap={24}>
        {draft.isOutdated && (
          <Notice wording={{ tone: 'amber', icon: IconAlertTriangle }} title={texts.outdated}>
            {texts.outdatedMeaning}
          </Notice>
        )}
        <FormError>{fault ?? error}</FormError>
        <StageList
          stages={draft.value}
          leadsIn={leadsIn}
          ruled={new Set(rules.flatMap(({ stageId }) => stageId ?? []))}
          newKey={newKey}
          isDirty={draft.isDirty}
          onChange={mayChange ? change : null}
          onMerge={(stage) => setMergedKey(stage.key)}
        />
        <GoneStages
          stages={goneOf(draft.seen, draft.value)}
          onPutBack={(stage) => {
            setNewKey(stage.key)
            change(putBack(draft.seen, draft.value, stage))
          }}
        />
        {mayChange && (
          <div>
            <Button
              variant="default"
              leftSection={<IconPlus size={16} aria-hidden />}
              disabled={addStage(draft.value, texts.newName) === null}
              onClick={add}
            >
              {texts.add}
            </Button>
          </div>
        )}
        <Section title={texts.kindsTitle}>
          <KindMeanings />
        </Section>
      </Stack>
      <UnsavedGuard isDirty={draft.isDirty} />
      <MergeDialog
        key={mergedKey}
        stage={stages.find(({ id }) => id === mergedKey) ?? null}
        stages={stages}
        leads={counts?.byStage.find(({ stageId }) => stageId === mergedKey)?.count ?? 0}
        onClose={() => setMergedKey(null)}
      />
    </Page>
  )
}
