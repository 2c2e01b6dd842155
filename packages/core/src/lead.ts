import { z } from 'zod'

import { needsCountryCode, normaliseEmail, normalisePhone } from './contact.ts'

const text = (longest: number) => z.string().trim().max(longest)
const optionalText = (longest: number) =>
  text(longest)
    .transform((value) => (value === '' ? null : value))
    .nullable()

/** Text that is an email address; comes out normalised. Empty text is no email. */
const emailField = optionalText(400).transform((value, context) => {
  if (value === null) return null
  const email = normaliseEmail(value)
  if (email === null) context.addIssue('Enter an email address, such as jane@example.com.')
  return email
})

/** Text that is a phone number with its country code; comes out as E.164. Empty text is no phone. */
const phoneField = optionalText(50).transform((value, context) => {
  if (value === null) return null
  const phone = normalisePhone(value)
  if (phone === null) {
    context.addIssue(needsCountryCode)
  }
  return phone
})

/** Why a lead cannot be without a name. */
export const needsName = 'A lead needs a name.'

/** Why a lead cannot be without both email and phone. */
export const needsContact =
  'A lead needs an email address or a phone number, so that bookings can be matched to it.'

const nameField = text(200).min(1, needsName)

/** What people enter for a new lead. */
export const newLead = z
  .strictObject({
    name: nameField,
    email: emailField.default(null),
    phone: phoneField.default(null),
    postcode: optionalText(20).default(null),
    address: optionalText(500).default(null),
    /** How the lead was captured; left out, it follows from who adds it. */
    source: text(100).min(1).optional(),
  })
  .refine(({ email, phone }) => email !== null || phone !== null, {
    message: needsContact,
    path: ['email'],
  })

export type NewLead = z.output<typeof newLead> & { source: string }

/** What people change of a lead; what is left out stays, null or empty text removes. */
export const leadChanges = z.strictObject({
  name: nameField.optional(),
  email: emailField.optional(),
  phone: phoneField.optional(),
  postcode: optionalText(20).optional(),
  address: optionalText(500).optional(),
  source: text(100).min(1).optional(),
})

export type LeadChanges = z.output<typeof leadChanges>
