import { Button, Stack } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'
import { useMemo } from 'react'

import { rulesNow, type StageRuleTerms } from '@solar-capture/core/stage-rule'

import { FormError } from '../components/form-error.tsx'
import { Notice } from '../components/notice.tsx'
import { Page } from '../components/page.tsx'
import { Section } from '../components/section.tsx'
import { UnsavedGuard } from '../components/unsaved-guard.tsx'
import { useDraft } from '../components/use-draft.ts'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import { useMay } from '../may.ts'
import * as texts from '../texts/rules.tsx'
import { queryClient, trpc } from '../trpc.ts'
import { isSameRules, rebaseRules } from './rule-grid.ts'
import styles from './rules-page.module.css'
import { RulesTable } from './rules-table.tsx'
import { Trial } from './trial.tsx'

/** Which fact about a booking of which event type moves a lead where; other rules can be tried before they count. */
export function RulesPage() {
  const mayChange = useMay('settings:write')
  const { data: stages } = useSuspenseQuery(trpc.pipeline.stages.queryOptions())
  const { data: versions } = useSuspenseQuery(trpc.pipeline.rules.queryOptions())
  const { data: eventTypes } = useSuspenseQuery(trpc.pipeline.eventTypes.queryOptions())
  const inForce = useMemo(() => rulesNow(versions), [versions])
  const draft = useDraft(inForce, isSameRules, rebaseRules)
  const save = useMutation(
    trpc.pipeline.saveRules.mutationOptions({
      onSuccess: async (saved) => {
        queryClient.setQueryData(trpc.pipeline.rules.queryKey(), saved)
        draft.reset()
        notifications.show({ color: 'green', message: texts.saved })
        await fetchAgain(queryClient, trpc.pipeline.pathFilter())
      },
    }),
  )

  function change(rules: StageRuleTerms[]) {
    save.reset()
    draft.change(rules)
  }
  return (
    <Page
      name={texts.title}
      heading={texts.title}
      lead={`${texts.lead} ${mayChange ? texts.fromThenOn : texts.readOnly}`}
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
              disabled={!draft.isDirty || draft.isOutdated}
              loading={save.isPending}
              onClick={() => save.mutate({ rules: draft.value, seen: draft.seen })}
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
        <FormError>{save.error === null ? null : errorText(save.error)}</FormError>
        <RulesTable
          stages={stages}
          eventTypes={eventTypes}
          rules={draft.value}
          // A rule that is taken away leaves its event type where it is until that is saved.
          ordered={inForce}
          onChange={mayChange ? change : null}
        />
        {mayChange && <Trial rules={draft.value} />}
        <Section title={texts.guardsTitle}>
          <ul className={`muted ${styles['guards']}`}>
            {texts.guards.map((guard) => (
              <li key={guard}>{guard}</li>
            ))}
          </ul>
        </Section>
      </Stack>
      <UnsavedGuard isDirty={draft.isDirty} />
    </Page>
  )
}
