const dots = '•••'
const mostWords = 3

/** A name or another short text by the first letters of its first three words: 'Jane Doe' → 'J••• D•••'. */
export function maskName(name: string): string {
  const words = name.trim().split(/\s+/).slice(0, mostWords)
  return words.map((word) => firstOf(word) + dots).join(' ')
}

/** An email address by first letters and its last label: 'jane@acme.example' → 'j•••@a•••.example'; any other text as `•••`. */
export function maskEmail(email: string): string {
  const [local, domain, ...rest] = email.trim().split('@')
  if (!local || !domain || rest.length > 0) return dots
  const last = /\.([a-z]{2,24})$/i.exec(domain)?.[1]
  return `${firstOf(local)}${dots}@${firstOf(domain)}${dots}${last === undefined ? '' : `.${last}`}`
}

/** A phone number by its last two digits: '+447700900123' → '•••23'. */
export function maskPhone(phone: string): string {
  const digits = phone.replaceAll(/\D/g, '')
  return digits.length < 6 ? dots : dots + digits.slice(-2)
}

/** Any other text, of which nothing is told but that it is there. */
export function maskText(text: string): string {
  return text.includes('@') ? maskEmail(text) : dots
}

const kinds =
  /^(integrations:[a-z0-9_:-]{1,60}|attendeeInPerson|inPerson|phone|userPhone|link|conferencing)$/i

/** Where a booking takes place, as Cal.com's name for that kind of place: an address, a link and a number are personal. */
export function locationKind(location: string): string {
  if (kinds.test(location)) return location
  if (/^https?:/i.test(location)) return 'link'
  return /^[+\d\s().-]{6,}$/.test(location) ? 'phone' : 'inPerson'
}

function firstOf(text: string): string {
  return Array.from(text)[0] ?? ''
}
