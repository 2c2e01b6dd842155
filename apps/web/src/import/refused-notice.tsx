import { IconAlertTriangle } from '@tabler/icons-react'

import { needsCountryCode } from '@solar-capture/core/contact'

import { Notice } from '../components/notice.tsx'
import { TextButton } from '../components/text-button.tsx'
import * as texts from '../texts/import-preview.ts'
import type { ImportPreview } from './import-query.ts'

type Props = {
  preview: ImportPreview
  /** Whether a country code was entered, so that it is not what is missing. */
  hasCode: boolean
  onEnterCode: () => void
}

/** Says that rows are refused and why most of them are, and what would help. */
export function RefusedNotice({ preview, hasCode, onEnterCode }: Props) {
  const { looked, counts, reasons } = preview
  const [most] = reasons
  if (!most) return null
  const lacksCode = most.reason === needsCountryCode && !hasCode
  return (
    <Notice
      wording={{ tone: 'amber', icon: IconAlertTriangle }}
      title={texts.someRefused(counts.refused, looked)}
    >
      {lacksCode
        ? texts.withoutCode(most.count, counts.refused)
        : texts.mostly(most.count, counts.refused, most.reason)}{' '}
      {lacksCode && <TextButton onClick={onEnterCode}>{texts.enterCode}</TextButton>}
    </Notice>
  )
}
