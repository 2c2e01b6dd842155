import { Button, Checkbox, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useRef, useState } from 'react'

import { FormError } from '../components/form-error.tsx'
import { Section } from '../components/section.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import * as texts from '../texts/import-preview.ts'
import { queryClient, trpc } from '../trpc.ts'
import { ColumnsTable } from './columns-table.tsx'
import { HowRead } from './how-read.tsx'
import type { ImportPreview, LeadImport } from './import-query.ts'
import styles from './import.module.css'
import { PreviewTabs } from './preview-tabs.tsx'
import { RefusedNotice } from './refused-notice.tsx'
import { useChosen } from './use-chosen.ts'

/** Says what the columns of a file are, and shows what importing it would do. */
export function CheckFile({ file }: { file: LeadImport }) {
  const { importId, header } = file
  const navigate = useNavigate()
  const { chosen, choose, mapping, settled, isCodeWrong } = useChosen(file)
  const [isReading, setIsReading] = useState(false)
  const codeField = useRef<HTMLInputElement>(null)
  const preview = useQuery({
    ...trpc.lead.import.preview.queryOptions(
      { importId, mapping: settled },
      { trpc: { abortOnUnmount: true } },
    ),
    placeholderData: (before) => before,
    // Leads change meanwhile.
    staleTime: 0,
  })
  const commit = useMutation({
    ...trpc.lead.import.commit.mutationOptions(),
    onSuccess: (started) =>
      queryClient.setQueryData(trpc.lead.import.status.queryKey({ importId }), started),
  })
  const discard = useMutation({
    ...trpc.lead.import.discard.mutationOptions(),
    onSuccess: () => {
      void navigate({ to: '/leads/import' })
      void fetchAgain(queryClient, trpc.lead.import.list.pathFilter())
    },
  })
  const isOld = JSON.stringify(settled) !== JSON.stringify(mapping) || preview.isPlaceholderData
  const { created = 0, updated = 0 } = preview.data?.counts ?? {}
  const hasContact = mapping.columns.includes('email') || mapping.columns.includes('phone')

  return (
    <div className={styles['steps']}>
      <Section title={texts.columns}>
        <HowRead file={file} onReading={setIsReading} />
        <ColumnsTable
          file={file}
          columns={mapping.columns}
          onChange={(columns) => choose({ columns })}
        />
        <div className={styles['settings']}>
          <TextInput
            label={texts.source}
            description={texts.sourceText}
            maxLength={100}
            value={chosen.source}
            onChange={(event) => choose({ source: event.currentTarget.value })}
          />
          <TextInput
            label={texts.countryCode}
            description={texts.countryCodeText}
            placeholder={texts.countryCodeExample}
            ref={codeField}
            maxLength={10}
            inputMode="tel"
            value={chosen.code}
            onChange={(event) => choose({ code: event.currentTarget.value })}
            error={isCodeWrong ? texts.countryCodeWrong : null}
          />
          {mapping.columns.includes('phone') && (
            <Checkbox
              label={texts.leavesOutPhones}
              description={texts.leavesOutPhonesText}
              checked={chosen.leavesOutPhones}
              onChange={(event) => choose({ leavesOutPhones: event.currentTarget.checked })}
            />
          )}
        </div>
      </Section>
      <Section title={texts.title}>
        {!hasContact ? (
          <p className={`muted ${styles['words']}`}>{texts.noContact}</p>
        ) : preview.isError ? (
          <FormError>{errorText(preview.error)}</FormError>
        ) : preview.data === undefined ? (
          <p className={`muted ${styles['words']}`} role="status">
            {texts.comparing(file.rows)}
          </p>
        ) : (
          <div className={styles['happens']}>
            <RefusedNotice
              preview={preview.data}
              hasCode={settled.callingCode !== null}
              onEnterCode={() => codeField.current?.focus()}
            />
            <PreviewTabs preview={preview.data} header={header} isOld={isOld} />
          </div>
        )}
      </Section>
      <FormError>{commit.error === null ? null : errorText(commit.error)}</FormError>
      <FormError>{discard.error === null ? null : errorText(discard.error)}</FormError>
      <div className={styles['actions']}>
        <Button
          disabled={
            !hasContact || isOld || isReading || !preview.isSuccess || created + updated === 0
          }
          loading={commit.isPending}
          onClick={() => commit.mutate({ importId, mapping })}
        >
          {importText(preview.data)}
        </Button>
        <Button
          variant="default"
          disabled={isReading}
          loading={discard.isPending}
          onClick={() => discard.mutate({ importId })}
        >
          {texts.discardFile}
        </Button>
      </div>
    </div>
  )
}

function importText(preview: ImportPreview | undefined): string {
  if (!preview) return texts.importNow
  const { rows, looked, counts } = preview
  if (looked < rows) return texts.importRows(rows)
  const amount = counts.created + counts.updated
  return amount === 0 ? texts.importNow : texts.importLeads(amount)
}
