import { Button } from '@mantine/core'
import { IconArrowLeft } from '@tabler/icons-react'
import { Link } from '@tanstack/react-router'

import { EmptyState } from '../components/page-states.tsx'
import * as texts from '../texts/unmatched.ts'
import { WaitingPlaceholder } from './waiting-placeholder.tsx'

/** What stands in place of a booking that does not wait any more. */
export function Gone({
  isSearching,
  onNext,
}: {
  isSearching: boolean
  onNext: (() => void) | null
}) {
  if (isSearching) return <WaitingPlaceholder />
  return (
    <EmptyState
      title={texts.gone}
      action={
        onNext !== null && (
          <Button variant="default" onClick={onNext}>
            {texts.showFirst}
          </Button>
        )
      }
    >
      {texts.goneText}
    </EmptyState>
  )
}

/** The way back to the list on a phone. */
export function Back() {
  return (
    <Link to="/unmatched" search={{}} replace className="back-link">
      <IconArrowLeft size={16} aria-hidden /> {texts.title}
    </Link>
  )
}
