/** The value, as it was sent, of the first cookie of that name in a `Cookie` header; undefined when there is none. */
export function cookieNamed(header: string | undefined, name: string): string | undefined {
  const start = `${name}=`
  return header
    ?.split(';')
    .map((cookie) => cookie.trim())
    .find((cookie) => cookie.startsWith(start))
    ?.slice(start.length)
}
