import { createTransport } from 'nodemailer'

import { isLoopback } from './known-host.ts'

/** Sends mail. Its errors name no addresses. */
export type Mail = {
  /** Resolves once the mail server has taken it. */
  send: (message: { to: string; subject: string; text: string }) => Promise<void>
}

export type MailSettings = {
  /** `smtp:` or `smtps:`, with user and password where the server wants them. */
  url: string
  /** Whom it comes from, as `Solar Capture <solar@example.com>`. */
  from: string
}

const patienceMs = 15_000

/** Sends mail by an SMTP server, on a connection for each. Other than on this machine it has to be encrypted. */
export function createMail({ url, from }: MailSettings): Mail {
  const { protocol, hostname, port, username, password } = new URL(url)
  const secure = protocol === 'smtps:'
  const transport = createTransport({
    host: hostname.replaceAll(/[[\]]/g, ''),
    port: port === '' ? (secure ? 465 : 587) : Number(port),
    secure,
    requireTLS: !secure && !isLoopback(hostname),
    ...(username === ''
      ? {}
      : { auth: { user: decodeURIComponent(username), pass: decodeURIComponent(password) } }),
    connectionTimeout: patienceMs,
    greetingTimeout: patienceMs,
    socketTimeout: patienceMs,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return {
    send: async (message) => {
      try {
        await transport.sendMail({ from, ...message })
      } catch (error) {
        // What a mail server says about a mail names those whom it is for.
        // oxlint-disable-next-line preserve-caught-error
        throw new Error(`The mail server did not take a mail (${codeOf(error)}).`)
      }
    },
  }
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown'
  const code = 'code' in error && typeof error.code === 'string' ? error.code : error.name
  const answered = 'responseCode' in error ? ` ${String(error.responseCode)}` : ''
  return `${code}${answered}`
}
