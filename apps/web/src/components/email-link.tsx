/** An email address that opens a new email to it, and to nobody else. */
export function EmailLink({ email }: { email: string }) {
  // A booker may write `x?cc=…&body=…@y.example`, which a mail program would take for more than an address.
  const address = email.split('@').map(encodeURIComponent).join('@')
  return (
    <a className="quiet-link wrap" href={`mailto:${address}`}>
      {email}
    </a>
  )
}
