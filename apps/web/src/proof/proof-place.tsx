import { lazyRouteComponent } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

import { Part } from '../components/part.tsx'
import { answerProof, useIsProofAsked } from './asked-proof.ts'

// Fetched when it is first needed: who has just signed in is not asked.
const ProofDialog = lazyRouteComponent(() => import('./proof-dialog.tsx'), 'ProofDialog')

/** Where the dialog opens that asks whoever is signed in to confirm that it is them. Stands before any other dialog. */
export function ProofPlace() {
  const isAsked = useIsProofAsked()
  const [wasAsked, setWasAsked] = useState(false)
  if (isAsked && !wasAsked) setWasAsked(true)

  useEffect(() => () => answerProof(false), [])

  if (!wasAsked) return null
  return (
    <Part onMissing={() => answerProof(false)}>
      <ProofDialog opened={isAsked} />
    </Part>
  )
}
