/** The address of a Cal.com booking page as somebody typed it, whole; null when it is none. Only HTTPS. */
export function toBookingPage(text: string): string | null {
  const address = text.trim()
  const whole = /^[a-z][a-z\d+.-]*:/i.test(address) ? address : `https://${address}`
  const url = URL.canParse(whole) ? new URL(whole) : null
  if (url === null || url.protocol !== 'https:' || !url.hostname.includes('.')) return null
  return url.href
}

/** The link to a booking page that is one lead's own, by the parameter that `lead.bookingLink` answers. */
export function toBookingLink(page: string, parameter: string): string {
  const url = new URL(page)
  url.search = url.search === '' ? parameter : `${url.search}&${parameter}`
  return url.href
}

const keyOf = (workspaceId: string) => `booking-page.${workspaceId}`

/** The booking page that this browser used last in a workspace; empty when there is none. */
export function readBookingPage(workspaceId: string): string {
  try {
    return window.localStorage.getItem(keyOf(workspaceId)) ?? ''
  } catch {
    // Some browsers keep nothing: then it is asked for each time.
    return ''
  }
}

/** Keeps a booking page for the next time, where the browser lets us. */
export function keepBookingPage(workspaceId: string, page: string): void {
  try {
    window.localStorage.setItem(keyOf(workspaceId), page)
  } catch {
    // It is asked for again.
  }
}
