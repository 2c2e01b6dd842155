import { Button, NativeSelect, TextInput } from '@mantine/core'
import { useMutation, useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

import { guessColumns } from '@solar-capture/core/import-columns'
import {
  callingCodePattern,
  importFields,
  type ImportMapping,
} from '@solar-capture/core/lead-import'

import { FormError } from '../components/form-error.tsx'
import { Section } from '../components/section.tsx'
import { errorText } from '../errors.ts'
import { fetchAgain } from '../fetch-again.ts'
import { oneOf } from '../search-params.ts'
import * as texts from '../texts/import-preview.ts'
import { queryClient, trpc } from '../trpc.ts'
import type { ImportPreview, LeadImport } from './import-query.ts'
import styles from './import.module.css'
import { PreviewTabs } from './preview-tabs.tsx'

const previewPauseMs = 400

/** Says what the columns of a file are, and shows what importing it would do. */
export function CheckFile({ file }: { file: LeadImport }) {
  const { importId, header } = file
  const navigate = useNavigate()
  const [columns, setColumns] = useState(() => guessColumns(header))
  const [source, setSource] = useState(texts.usualSource)
  const [code, setCode] = useState('')
  const chosen: ImportMapping = {
    columns,
    source: source.trim() === '' ? texts.usualSource : source.trim(),
    callingCode: code.trim() === '' ? null : code.trim(),
  }
  const isCodeWrong = chosen.callingCode !== null && !callingCodePattern.test(chosen.callingCode)
  const mapping = { ...chosen, callingCode: isCodeWrong ? null : chosen.callingCode }
  const settled = useSettled(mapping)
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
  const hasContact = columns.includes('email') || columns.includes('phone')

  return (
    <div className={styles['steps']}>
      <Section title={texts.columns}>
        <Columns file={file} columns={columns} onChange={setColumns} />
        <div className={styles['settings']}>
          <TextInput
            label={texts.source}
            description={texts.sourceText}
            maxLength={100}
            value={source}
            onChange={(event) => setSource(event.currentTarget.value)}
          />
          <TextInput
            label={texts.countryCode}
            description={texts.countryCodeText}
            placeholder={texts.countryCodeExample}
            maxLength={5}
            inputMode="tel"
            value={code}
            onChange={(event) => setCode(event.currentTarget.value)}
            error={isCodeWrong ? texts.countryCodeWrong : null}
          />
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
          <PreviewTabs preview={preview.data} header={header} isOld={isOld} />
        )}
      </Section>
      <FormError>{commit.error === null ? null : errorText(commit.error)}</FormError>
      <FormError>{discard.error === null ? null : errorText(discard.error)}</FormError>
      <div className={styles['actions']}>
        <Button
          disabled={!hasContact || isOld || !preview.isSuccess || created + updated === 0}
          loading={commit.isPending}
          onClick={() => commit.mutate({ importId, mapping })}
        >
          {importText(preview.data)}
        </Button>
        <Button
          variant="default"
          loading={discard.isPending}
          onClick={() => discard.mutate({ importId })}
        >
          {texts.discardFile}
        </Button>
      </div>
    </div>
  )
}

/** What is chosen, once nothing of it changed for a moment. */
function useSettled(mapping: ImportMapping): ImportMapping {
  const [settled, setSettled] = useState(mapping)
  const text = JSON.stringify(mapping)
  useEffect(() => {
    // Of the same shape as what it was made from.
    const timer = setTimeout(() => setSettled(JSON.parse(text) as ImportMapping), previewPauseMs)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}

function importText(preview: ImportPreview | undefined): string {
  if (!preview) return texts.importNow
  const { rows, looked, counts } = preview
  if (looked < rows) return texts.importRows(rows)
  const amount = counts.created + counts.updated
  return amount === 0 ? texts.importNow : texts.importLeads(amount)
}

type ColumnsProps = {
  file: LeadImport
  columns: ImportMapping['columns']
  onChange: (columns: ImportMapping['columns']) => void
}

function Columns({ file: { importId, header }, columns, onChange }: ColumnsProps) {
  const { data } = useQuery(trpc.lead.import.result.queryOptions({ importId, limit: 3 }))
  const samples = (index: number) => {
    const filled = (data?.items ?? []).flatMap(({ cells }) => cells[index]?.trim() || [])
    return [...new Set(filled)].join(', ')
  }
  return (
    <table className={styles['columns']}>
      <thead>
        <tr>
          <th scope="col">{texts.inFile}</th>
          <th scope="col">{texts.suchAs}</th>
          <th scope="col">{texts.becomes}</th>
        </tr>
      </thead>
      <tbody>
        {header.map((name, index) => (
          // Columns may have the same name, and never move.
          <tr key={`${index}/${name}`} data-out={columns[index] === null || undefined}>
            <th scope="row" className="wrap">
              {name}
            </th>
            <td>
              <div className={`muted cut ${styles['samples']}`}>{samples(index) || '–'}</div>
            </td>
            <td>
              <NativeSelect
                aria-label={texts.oneBecomes(name)}
                value={columns[index] ?? ''}
                onChange={(event) => {
                  const field = oneOf(importFields, event.currentTarget.value) ?? null
                  onChange(columns.map((one, at) => (at === index ? field : one)))
                }}
                data={[
                  { value: '', label: texts.leftOut },
                  ...importFields.map((field) => ({ value: field, label: texts.fields[field] })),
                ]}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
}
