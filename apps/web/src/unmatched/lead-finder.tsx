import { keepPreviousData, useQuery } from '@tanstack/react-query'
import { useState } from 'react'

import { FormError } from '../components/form-error.tsx'
import { SearchField } from '../components/search-field.tsx'
import { errorText } from '../errors.ts'
import * as texts from '../texts/candidates.ts'
import { trpc } from '../trpc.ts'
import { type Candidate, Candidates } from './candidates.tsx'
import styles from './waiting-detail.module.css'

const mostFound = 5

type Props = {
  label: string
  onLink: (lead: Candidate) => void
  busy: boolean
  /** As of `Candidates`. */
  action?: texts.CandidateAction
  /** The lead that is not looked for. */
  exceptId?: string
  /** Whether a dialog begins with it. */
  isFirst?: boolean
}

/** Finds any lead by what is known of it, to link a booking to it or to merge it with another one. */
export function LeadFinder({ label, onLink, busy, action, exceptId, isFirst = false }: Props) {
  const [search, setSearch] = useState('')
  const found = useQuery({
    ...trpc.lead.list.queryOptions({ search, limit: mostFound + 1 }),
    enabled: search !== '',
    placeholderData: keepPreviousData,
  })
  const items = search === '' ? [] : (found.data?.items ?? [])
  const leads = items.filter(({ id }) => id !== exceptId).slice(0, mostFound)
  const nobody = search !== '' && found.isSuccess && leads.length === 0
  return (
    <div className={styles['finder']}>
      <SearchField
        label={label}
        placeholder={texts.finderPlaceholder(label)}
        value={search}
        isFirst={isFirst}
        onSearch={(text) => setSearch(text.trim())}
      />
      <FormError>{search !== '' && found.error !== null ? errorText(found.error) : null}</FormError>
      <div role="status" className="muted small wrap">
        {nobody && texts.noLeadMatches(search)}
      </div>
      {leads.length > 0 && (
        <Candidates
          label={texts.leadsFound}
          candidates={leads}
          onLink={onLink}
          busy={busy}
          {...(action && { action })}
        />
      )}
    </div>
  )
}
