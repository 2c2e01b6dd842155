import { useRouter } from '@tanstack/react-router'
import { useEffect, useState } from 'react'

const most = 5

/** Ids of the leads that were opened since the sign-in, the last one first. Nothing of it is kept anywhere else. */
export function useRecentLeads(): readonly string[] {
  const router = useRouter()
  const [ids, setIds] = useState<string[]>([])
  useEffect(() => {
    const note = () => {
      const { matches } = router.state
      const match = matches.find(({ routeId }) => routeId === '/app/leads/$leadId')
      if (match?.status !== 'success' || !('leadId' in match.params)) return
      const { leadId } = match.params
      setIds((before) => [leadId, ...before.filter((id) => id !== leadId)].slice(0, most))
    }
    note()
    return router.subscribe('onResolved', note)
  }, [router])
  return ids
}
