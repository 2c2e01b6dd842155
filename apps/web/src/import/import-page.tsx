import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { EmptyState, LoadError, PageLoading } from '../components/page-states.tsx'
import { Page } from '../components/page.tsx'
import { codeOf } from '../errors.ts'
import * as texts from '../texts/import.ts'
import { trpc } from '../trpc.ts'
import { AtWork } from './at-work.tsx'
import { CheckFile } from './check-file.tsx'
import { ChooseFile } from './choose-file.tsx'
import type { LeadImport } from './import-query.ts'
import { Imported } from './imported.tsx'

const route = getRouteApi('/app/leads/import')

/** Brings leads in from a file: choose it, check what would happen, import. */
export function ImportPage() {
  const { id } = route.useSearch()
  return id === undefined ? (
    <Page name={texts.title} heading={texts.title} lead={texts.lead} above={<BackToLeads />} narrow>
      <ChooseFile />
    </Page>
  ) : (
    <OneImport key={id} id={id} />
  )
}

function OneImport({ id }: { id: string }) {
  const status = useQuery(trpc.lead.import.status.queryOptions({ importId: id }))
  if (status.isPending) return <PageLoading />
  if (status.isError) {
    return (
      <Page name={texts.title} heading={texts.title} above={<BackToLeads />}>
        {codeOf(status.error) === 'NOT_FOUND' ? (
          <ImportMissing />
        ) : (
          <LoadError error={status.error} retry={() => void status.refetch()} />
        )}
      </Page>
    )
  }
  const file = status.data
  return (
    <Page
      name={texts.titleOf(file.fileName)}
      heading={file.fileName}
      lead={<span className="numbers">{texts.leads[file.state](file)}</span>}
      above={<BackToLeads />}
    >
      <Step file={file} />
    </Page>
  )
}

// Trying again would not find it, either.
function ImportMissing() {
  return (
    <EmptyState
      title={texts.missing}
      action={
        <Button renderRoot={(props) => <Link to="/leads/import" {...props} />}>
          {texts.importFile}
        </Button>
      }
    >
      {texts.missingText}
    </EmptyState>
  )
}

function Step({ file }: { file: LeadImport }) {
  switch (file.state) {
    case 'receiving':
      return <ChooseFile />
    case 'received':
      return <CheckFile file={file} />
    case 'importing':
    case 'stopped':
      return <AtWork file={file} />
    case 'done':
      return <Imported file={file} />
  }
}

function BackToLeads() {
  return (
    <Link to="/leads" className="back-link">
      <IconArrowLeft size={16} aria-hidden />
      {texts.backToLeads}
    </Link>
  )
}
