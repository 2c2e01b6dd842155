import { normaliseEmail, normalisePhone } from './contact.ts'

/** What is looked for in bodies: a uid of Cal.com, and an email or phone, normalised, where people may be looked for. */
export type Sought = { uid: string; email: string | null; phone: string | null }

/** What somebody searches for, as it may stand in a body. Only a uid unless `searchesPeople`. */
export function toSought(search: string, searchesPeople: boolean): Sought {
  return {
    uid: search,
    email: searchesPeople ? normaliseEmail(search) : null,
    phone: searchesPeople ? normalisePhone(search) : null,
  }
}

/**
 * Whether a body names what is sought as a whole, whatever the body is: one that cannot be read may be no JSON, or lack what
 * would say which booking it is about.
 */
export function bodyNames(body: string, { uid, email, phone }: Sought): boolean {
  return (
    (email !== null && namesEmail(body.toLowerCase(), email.toLowerCase())) ||
    (phone !== null && phonesIn(body).includes(phone)) ||
    namesUid(body, uid)
  )
}

const partOfEmail = /[\p{L}\p{N}@.+_-]/u

function namesEmail(body: string, email: string): boolean {
  return placesOf(email, body).some((at) => {
    const around = [body[at - 1], body[at + email.length]]
    return around.every((one) => one === undefined || !partOfEmail.test(one))
  })
}

function phonesIn(body: string): (string | null)[] {
  return (body.match(/(?:\+|00)\d[\d\s().\-/]{5,30}/g) ?? []).map(normalisePhone)
}

const longestLead = 20

// Looked for only where uids stand, so that a search for a common word does not find every body.
function namesUid(body: string, uid: string): boolean {
  return placesOf(uid, body).some(
    (at) =>
      /uid"?\s*[:=]\s*"?$/i.test(body.slice(Math.max(0, at - longestLead), at)) &&
      !/\w/.test(body[at + uid.length] ?? ''),
  )
}

function placesOf(part: string, body: string): number[] {
  const places: number[] = []
  if (part === '') return places
  for (let at = body.indexOf(part); at !== -1; at = body.indexOf(part, at + 1)) places.push(at)
  return places
}
