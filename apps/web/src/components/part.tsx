import { CatchBoundary, type ErrorComponentProps } from '@tanstack/react-router'
import { type ReactNode, Suspense } from 'react'

import { isPartMissing } from '../errors.ts'

type Props = {
  /** Shown until it is fetched. */
  fallback?: ReactNode
  /** Called when it cannot be fetched, which a notification tells of. */
  onMissing?: () => void
  children: ReactNode
}

/** Something whose code is fetched when it is first drawn. When that fails, nothing is drawn, and the page around it stays. */
export function Part({ fallback = null, onMissing, children }: Props) {
  return (
    <CatchBoundary
      getResetKey={() => 'part'}
      errorComponent={Missing}
      onCatch={(error) => {
        if (isPartMissing(error)) onMissing?.()
      }}
    >
      <Suspense fallback={fallback}>{children}</Suspense>
    </CatchBoundary>
  )
}

function Missing({ error }: ErrorComponentProps) {
  if (!isPartMissing(error)) throw error
  return null
}
