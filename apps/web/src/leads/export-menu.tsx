import { Menu } from '@mantine/core'
import { notifications } from '@mantine/notifications'
import { useMutation, useSuspenseQuery } from '@tanstack/react-query'

import type { LeadFilter } from '@solar-capture/core/lead-filter'

import { saveFile } from '../components/download.ts'
import { errorText } from '../errors.ts'
import * as texts from '../texts/leads-export.ts'
import { trpc } from '../trpc.ts'
import { ExportButton } from './export-button.tsx'
import {
  exportAddress,
  type ExportFormat,
  exportFormats,
  ExportRefused,
  fetchExport,
} from './export.ts'

type Props = {
  /** The leads that a filter lets through, or those with these ids. */
  wanted: { filter: LeadFilter } | { ids: string[] }
  /** What is done, as 'Export 12 leads'. */
  label: string
  size?: 'xs' | 'sm'
}

/** Saves leads as a file. The audit log records it. */
export function ExportMenu({ wanted, label, size = 'sm' }: Props) {
  const { data: workspace } = useSuspenseQuery(trpc.workspace.current.queryOptions())
  const { mutate, isPending } = useMutation({
    mutationFn: (format: ExportFormat) => fetchExport({ ...wanted, format }, workspace.id),
    onSuccess: ({ name, blob }) => saveFile(name, blob),
    onError: (error) => {
      const message = error instanceof ExportRefused ? error.message : errorText(error)
      notifications.show({ color: 'red', title: texts.failed, message })
    },
  })
  const addressOf = (format: ExportFormat) =>
    'filter' in wanted ? exportAddress(format, wanted.filter) : null

  return (
    <Menu position="bottom-end" withInitialFocusPlaceholder={false}>
      <Menu.Target>
        <ExportButton size={size} loading={isPending} />
      </Menu.Target>
      <Menu.Dropdown>
        <Menu.Label>{label}</Menu.Label>
        {exportFormats.map((format) => {
          const address = addressOf(format)
          return address === null ? (
            <Menu.Item key={format} onClick={() => mutate(format)}>
              {texts.formats[format]}
            </Menu.Item>
          ) : (
            <Menu.Item key={format} component="a" href={address} download>
              {texts.formats[format]}
            </Menu.Item>
          )
        })}
      </Menu.Dropdown>
    </Menu>
  )
}
