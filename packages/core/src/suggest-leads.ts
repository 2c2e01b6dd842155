import { likenessOf } from './name-likeness.ts'
import { isOneEditAway } from './one-edit.ts'

/** Why a booking without a lead may be of a lead, the best reason first. */
export const suggestionReasons = [
  /** It came by the lead's booking link, under another name and email. */
  'booking_link',
  /** Its email is the lead's, or an alias of several leads. */
  'same_email',
  'same_phone',
  'same_name_and_email_one_edit',
  'same_name_and_postcode',
  'email_one_edit',
  'same_name',
  /** The names have nothing in common: most likely that is somebody else. */
  'email_one_edit_other_name',
] as const

export type SuggestionReason = (typeof suggestionReasons)[number]

/** What is known of a booking without a lead; email and phone are normalised. */
export type LeadlessBooking = {
  bookerName: string | null
  bookerEmail: string | null
  bookerPhone: string | null
  location: string | null
  ambiguousLeadId: string | null
}

/** What a lead is recognised by; emails and phone are normalised. */
export type SuggestableLead = {
  id: string
  name: string
  email: string | null
  aliases: readonly string[]
  phone: string | null
  postcode: string | null
}

const mostSuggestions = 5
const shortestPostcode = 3

/**
 * Those of `leads` that a booking may be of, at most five, each with its best reason, and whether it is called as the booker: the
 * better the reason, and the more other reasons beside it, the earlier.
 */
export function suggestLeads<Lead extends SuggestableLead>(
  booking: LeadlessBooking,
  leads: readonly Lead[],
): { lead: Lead; reason: SuggestionReason; isNamesake: boolean }[] {
  return leads
    .flatMap((lead) => {
      const reasons = suggestionReasons.filter((reason) => holds[reason](booking, lead))
      const [reason] = reasons
      return reason === undefined ? [] : [{ lead, reason, count: reasons.length }]
    })
    .toSorted(
      (a, b) =>
        suggestionReasons.indexOf(a.reason) - suggestionReasons.indexOf(b.reason) ||
        b.count - a.count ||
        (a.lead.id < b.lead.id ? -1 : 1),
    )
    .slice(0, mostSuggestions)
    .map(({ lead, reason }) => ({ lead, reason, isNamesake: holds.same_name(booking, lead) }))
}

const holds: Record<
  SuggestionReason,
  (booking: LeadlessBooking, lead: SuggestableLead) => boolean
> = {
  booking_link: ({ ambiguousLeadId }, { id }) => ambiguousLeadId === id,
  same_email: ({ bookerEmail }, { email, aliases }) =>
    bookerEmail !== null && (bookerEmail === email || aliases.includes(bookerEmail)),
  same_phone: ({ bookerPhone }, { phone }) => bookerPhone !== null && bookerPhone === phone,
  same_name_and_email_one_edit: (booking, lead) =>
    holds.same_name(booking, lead) && holds.email_one_edit(booking, lead),
  same_name_and_postcode: (booking, lead) =>
    holds.same_name(booking, lead) && isAt(booking.location, lead.postcode),
  email_one_edit: (booking, lead) =>
    isEmailNear(booking, lead) && likenessOf(booking.bookerName, lead.name) !== 'other',
  same_name: ({ bookerName }, { name }) => likenessOf(bookerName, name) === 'same',
  email_one_edit_other_name: (booking, lead) =>
    isEmailNear(booking, lead) && likenessOf(booking.bookerName, lead.name) === 'other',
}

function isEmailNear({ bookerEmail }: LeadlessBooking, { email }: SuggestableLead): boolean {
  return bookerEmail !== null && email !== null && isOneEditAway(bookerEmail, email)
}

/** Whether a place, in words, has a postcode in it; blanks and letter case make no difference. */
function isAt(location: string | null, postcode: string | null): boolean {
  const characters = Array.from(comparablePlace(postcode ?? ''))
  if (location === null || characters.length < shortestPostcode) return false
  const spelled = characters.map((one) => one.replace(/[$()*+.?[\\\]^{|}/]/, '\\$&')).join('\\s*')
  // Amid other letters or digits it is a part of something else.
  const alone = new RegExp(`(?<![\\p{L}\\p{N}])${spelled}(?![\\p{L}\\p{N}])`, 'u')
  return alone.test(location.toUpperCase())
}

/** A place or postcode as postcodes are compared: upper case, without blanks. */
export function comparablePlace(text: string): string {
  return text.toUpperCase().replaceAll(/\s/g, '')
}
