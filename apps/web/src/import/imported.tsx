import { Button } from '@mantine/core'
import { IconDownload } from '@tabler/icons-react'
import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'

import { Section } from '../components/section.tsx'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/import.ts'
import { trpc } from '../trpc.ts'
import { Counts } from './counts.tsx'
import { rowsPath, type LeadImport } from './import-query.ts'
import styles from './import.module.css'
import { RefusedRows } from './refused-rows.tsx'

/** What became of a file that is imported. */
export function Imported({ file: { importId, header, counts } }: { file: LeadImport }) {
  const refused = useQuery({
    ...trpc.lead.import.result.queryOptions({ importId, outcome: 'refused', limit: 50 }),
    enabled: counts.refused > 0,
  })
  return (
    <div className={styles['steps']}>
      <Counts counts={counts} />
      <div className={styles['actions']}>
        <Button renderRoot={(props) => <Link to="/leads" {...props} />}>
          {commonTexts.goToLeads}
        </Button>
        <Button variant="default" renderRoot={(props) => <Link to="/leads/import" {...props} />}>
          {texts.importAnother}
        </Button>
        <Button
          variant="default"
          component="a"
          href={rowsPath(importId)}
          download
          leftSection={<IconDownload size={16} aria-hidden />}
        >
          {texts.allRows}
        </Button>
      </div>
      {counts.refused > 0 && (
        <Section
          title={texts.refusedRows}
          actions={
            <Button
              variant="default"
              size="compact-sm"
              component="a"
              href={rowsPath(importId, 'refused')}
              download
              leftSection={<IconDownload size={14} aria-hidden />}
            >
              {texts.download}
            </Button>
          }
        >
          <p className={`muted ${styles['before']}`}>{texts.refusedText}</p>
          <RefusedRows rows={refused.data?.items ?? []} header={header} total={counts.refused} />
        </Section>
      )}
    </div>
  )
}
