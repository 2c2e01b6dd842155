import { Section } from '../components/section.tsx'
import { useNow } from '../components/time.tsx'
import { dateAndTime, exactTime, phoneText, viewerZone } from '../format.ts'
import { useMay } from '../may.ts'
import * as commonTexts from '../texts/common.ts'
import * as texts from '../texts/lead.tsx'
import type { Lead } from '../trpc.ts'
import { DetailField } from './detail-field.tsx'
import styles from './details.module.css'
import { OtherEmails } from './other-emails.tsx'
import { OwnerField } from './owner-field.tsx'

/** What is known of a lead, each field edited where it stands. */
export function Details({ lead }: { lead: Lead }) {
  const readOnly = !useMay('leads:write')
  const others = lead.emails.filter((email) => email !== lead.email)
  const field = { leadId: lead.id, readOnly }
  return (
    <Section title={texts.details}>
      <dl className={styles['details']}>
        <DetailField {...field} name="name" label={commonTexts.name} value={lead.name} required />
        <DetailField
          {...field}
          name="email"
          label={commonTexts.email}
          value={lead.email}
          type="email"
        />
        {others.length > 0 && (
          <div className={styles['row']}>
            <dt>{texts.otherEmails}</dt>
            <dd className={styles['fixed']}>
              <OtherEmails lead={lead} emails={others} readOnly={readOnly} />
            </dd>
          </div>
        )}
        <DetailField
          {...field}
          name="phone"
          label={commonTexts.phone}
          value={lead.phone}
          type="tel"
          show={phoneText}
        />
        <DetailField
          {...field}
          name="postcode"
          label={commonTexts.postcode}
          value={lead.postcode}
        />
        <DetailField {...field} name="address" label={commonTexts.address} value={lead.address} />
        <DetailField
          {...field}
          name="source"
          label={commonTexts.source}
          value={lead.source}
          required
        />
        <OwnerField key={lead.id} lead={lead} readOnly={readOnly} />
        <Fixed label={texts.captured}>
          <Moment iso={lead.createdAt} />
        </Fixed>
        {lead.bookedAt !== null && (
          <Fixed label={texts.booked}>
            <Moment iso={lead.bookedAt} />
          </Fixed>
        )}
      </dl>
    </Section>
  )
}

function Fixed({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={styles['row']}>
      <dt>{label}</dt>
      <dd className={`wrap ${styles['fixed']}`}>{children}</dd>
    </div>
  )
}

function Moment({ iso }: { iso: string }) {
  const now = useNow()
  return (
    <time dateTime={iso} title={exactTime(iso, viewerZone())}>
      {dateAndTime(iso, viewerZone(), now)}
    </time>
  )
}
