import { IconArrowLeft } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { getRouteApi, Link } from '@tanstack/react-router'

import { LoadError, PageLoading } from '../components/page-states.tsx'
import { Page } from '../components/page.tsx'
import { counted } from '../format.ts'
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
    <Page
      name="Import leads"
      heading="Import leads"
      lead="From a CSV file, as spreadsheets and other tools save it. You see what will happen before anything does."
      above={<BackToLeads />}
      narrow
    >
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
      <Page name="Import leads" heading="Import leads" above={<BackToLeads />}>
        <LoadError error={status.error} retry={() => void status.refetch()} />
      </Page>
    )
  }
  const file = status.data
  return (
    <Page
      name={`Import ${file.fileName}`}
      heading={file.fileName}
      lead={<span className="numbers">{leadOf(file)}</span>}
      above={<BackToLeads />}
    >
      <Step file={file} />
    </Page>
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

function leadOf({ state, rows, by }: LeadImport): string {
  const amount = counted(rows, 'row')
  switch (state) {
    case 'receiving':
      return `${amount} are here, but not the whole file. Choose it again to go on.`
    case 'received':
      return `${amount}. Say what the columns are, and look at what will happen.`
    case 'importing':
      return `${amount}, imported by ${by}.`
    case 'stopped':
      return `${amount}. The import was stopped.`
    case 'done':
      return `${amount}, imported by ${by}.`
  }
}

function BackToLeads() {
  return (
    <Link to="/leads" className="back-link">
      <IconArrowLeft size={16} aria-hidden />
      Leads
    </Link>
  )
}
