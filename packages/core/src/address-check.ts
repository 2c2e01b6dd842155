/**
 * What the server found when it asked for itself at the address that Cal.com is given: `itself` answered, it was sent
 * elsewhere (a 3xx), `somebody_else` answered (with a status), or nobody did.
 */
export type AddressFinding =
  | { answer: 'itself' }
  | { answer: 'redirect'; to: string | null }
  | { answer: 'somebody_else'; status: number }
  | { answer: 'nobody'; reason: 'unknown_name' | 'refused' | 'certificate' | 'too_slow' | 'other' }

/** What is wrong with the address, and what to do about it; `warning` where Cal.com may get through all the same. */
export type AddressProblem = { kind: AddressProblemKind; level: 'error' | 'warning'; text: string }

export const addressProblemKinds = [
  'only_here',
  'private',
  'http',
  'redirect',
  'somebody_else',
  'nobody',
] as const
type AddressProblemKind = (typeof addressProblemKinds)[number]

/**
 * What stands between Cal.com and `url`, the worst first; nothing when it is reached. `reach` says where the name in it
 * leads: to this computer only, into a private network, or anywhere. Hosted Cal.com calls public https addresses only, and
 * follows no redirect.
 */
export function addressProblems(
  url: URL,
  reach: 'only_here' | 'private' | 'public',
  finding: AddressFinding,
): AddressProblem[] {
  const problems: (AddressProblem | null)[] = [
    answerProblem(finding),
    reach === 'only_here'
      ? problem(
          'only_here',
          'Cal.com cannot reach this address: it is only known on this computer. Run Solar Capture where it has a public address, and set PUBLIC_URL to that.',
        )
      : null,
    reach === 'private'
      ? problem(
          'private',
          'This address belongs to a private network. Cal.com on the internet cannot reach it; a Cal.com of your own in the same network can.',
          'warning',
        )
      : null,
    url.protocol === 'http:' && reach !== 'only_here'
      ? problem(
          'http',
          'The address starts with http, and Cal.com sends to https only. Put a proxy with a certificate in front and set PUBLIC_URL to the https address.',
          reach === 'private' ? 'warning' : 'error',
        )
      : null,
  ]
  return problems.filter((one) => one !== null)
}

function answerProblem(finding: AddressFinding): AddressProblem | null {
  switch (finding.answer) {
    case 'itself':
      return null
    case 'redirect': {
      const to = finding.to === null ? '' : ` to ${finding.to}`
      return problem(
        'redirect',
        `The address redirects${to}. Cal.com does not follow redirects, so nothing would arrive. Set PUBLIC_URL to the address that it leads to.`,
      )
    }
    case 'somebody_else':
      return problem(
        'somebody_else',
        `Something else answers at this address (${finding.status}). Check PUBLIC_URL, and that the proxy passes /webhooks/ on to Solar Capture.`,
      )
    case 'nobody':
      return problem('nobody', nobodyTexts[finding.reason], 'warning')
  }
}

// It may only be from inside that it is not reached, so this alone proves nothing.
const nobodyTexts = {
  unknown_name:
    'The name in this address is not known, at least not from here. Check PUBLIC_URL and the DNS entry.',
  refused:
    'Nobody answers at this address, at least not from here. Check that the proxy runs and that PUBLIC_URL is right.',
  certificate:
    'The certificate at this address is not valid, so Cal.com would not send anything. Renew it, or check that it is for this name.',
  too_slow:
    'The address did not answer within five seconds, at least not from here. Check the proxy and the firewall.',
  other: 'The address could not be asked from here. Check PUBLIC_URL and the proxy.',
}

function problem(
  kind: AddressProblemKind,
  text: string,
  level: AddressProblem['level'] = 'error',
): AddressProblem {
  return { kind, level, text }
}
