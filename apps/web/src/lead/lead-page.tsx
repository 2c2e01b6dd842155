import { IconArrowLeft } from '@tabler/icons-react'
import { useSuspenseQuery } from '@tanstack/react-query'
import { getRouteApi, Link, useLocation } from '@tanstack/react-router'

import { EmailLink } from '../components/email-link.tsx'
import { Page } from '../components/page.tsx'
import { Ago } from '../components/time.tsx'
import { UnusualCharacters } from '../components/unusual-characters.tsx'
import { phoneText } from '../format.ts'
import * as texts from '../texts/lead.tsx'
import { type Lead, trpc } from '../trpc.ts'
import { AllBookings } from './all-bookings.tsx'
import { BookingCard } from './booking-card.tsx'
import { BookingLink } from './booking-link.tsx'
import { Details } from './details.tsx'
import { LeadMenu } from './lead-menu.tsx'
import styles from './lead-page.module.css'
import { SamePerson } from './same-person.tsx'
import { StageSteps } from './stage-steps.tsx'
import { Timeline } from './timeline.tsx'
import { useFollowMerge } from './use-follow-merge.ts'

const route = getRouteApi('/app/leads/$leadId')

/** One lead: where it stands, when it is next seen, and everything that happened. */
export function LeadPage() {
  const { leadId } = route.useParams()
  const { data: lead, error } = useSuspenseQuery(trpc.lead.byId.queryOptions({ id: leadId }))
  const { data: stages } = useSuspenseQuery(trpc.pipeline.stages.queryOptions())
  useFollowMerge(leadId, error)
  return (
    // A lead opened from another one starts afresh: no half-written note or field comes along.
    <Page
      key={leadId}
      name={lead.name}
      heading={lead.name}
      lead={<Summary lead={lead} />}
      above={<Back />}
      actions={
        <>
          <BookingLink lead={lead} />
          <LeadMenu lead={lead} />
        </>
      }
    >
      <SamePerson lead={lead} />
      <StageSteps lead={lead} stages={stages} />
      <div className={styles['columns']}>
        <div className={styles['booking']}>
          <BookingCard lead={lead} />
        </div>
        <div className={styles['details']}>
          <Details lead={lead} />
          <AllBookings lead={lead} />
        </div>
        <div className={styles['timeline']}>
          <Timeline lead={lead} />
        </div>
      </div>
    </Page>
  )
}

function Summary({ lead }: { lead: Lead }) {
  return (
    <span className={styles['summary']}>
      {lead.email !== null && <EmailLink email={lead.email} />}
      <UnusualCharacters name={lead.name} email={lead.email} />
      {lead.phone !== null && (
        <a className="quiet-link numbers" href={`tel:${lead.phone}`}>
          {phoneText(lead.phone)}
        </a>
      )}
      <span>{texts.came(lead.source, <Ago iso={lead.createdAt} />)}</span>
    </span>
  )
}

// Back to the list as it was: the search and the filter came along with the link.
function Back() {
  const search = useLocation({ select: ({ state }) => state.leadsSearch })
  return (
    <Link to="/leads" search={search ?? {}} className="back-link">
      <IconArrowLeft size={16} aria-hidden /> {texts.back}
    </Link>
  )
}
