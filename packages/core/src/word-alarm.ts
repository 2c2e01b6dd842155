import type { AlarmDetail, AlarmKind } from './alarm.ts'

/** An alarm in words: what happened, what it means, what to do. */
export type AlarmWords = { title: string; text: string; action: string }

/** What an alarm says of the Cal.com account `account`. */
export function wordAlarm(kind: AlarmKind, detail: AlarmDetail, account: string): AlarmWords {
  switch (kind) {
    case 'quiet':
      return {
        title: `${account} has gone quiet`,
        text: `Nothing has arrived from Cal.com for longer than usual. ${detail.usual ?? ''}`.trim(),
        action:
          'Look in Cal.com whether bookings were made, and whether the webhook is still switched on there. Nobody at work today? Then all is well.',
      }
    case 'meeting_passed':
      return {
        title: `${account} did not say that a meeting ended`,
        text:
          detail.meetings === 1
            ? 'A meeting that was booked is over by now, and Cal.com, which usually says so, did not.'
            : `${detail.meetings ?? 'Some'} meetings that were booked are over by now, and Cal.com, which usually says so, did not.`,
        action:
          'Look in Cal.com whether the webhook is still switched on, with “Meeting ended” ticked, and whether the meetings were moved or cancelled.',
      }
    case 'rejecting':
      return {
        title: `Requests from ${account} are refused`,
        text: detail.cause ?? 'What arrives is not signed with the secret that is saved here.',
        action: detail.isTaking
          ? 'Bookings have been taken again since. If more of these come: look in Cal.com for a second webhook to this address with another secret. If there is none, somebody else knows the address.'
          : 'Until that is done, no booking is taken, and Cal.com does not send them again.',
      }
    case 'unreadable_secret':
      return {
        title: `A webhook secret of ${account} cannot be read`,
        text: 'It was encrypted with a key that this server does not have, so no booking that is signed with it can be checked and taken.',
        action:
          'Put the encryption key back from your backup. If it is lost, set a new secret under Settings → Integrations and in Cal.com.',
      }
  }
}

/** An alarm as messages tell of it. */
export type ToldAlarm = AlarmWords & { change: 'raised' | 'ended' }

/**
 * The subject and the text of a message about `alarms` of a workspace; `link` leads to them. `below` is the text where it stands
 * right below the subject, which names a single alarm already.
 */
export function wordNotice(
  alarms: ToldAlarm[],
  { workspace, link }: { workspace: string; link: string },
): { subject: string; text: string; below: string } {
  const [first] = alarms
  const raised = alarms.filter(({ change }) => change === 'raised').length
  const subject =
    alarms.length === 1 && first
      ? `${first.change === 'ended' ? 'Over: ' : ''}${first.title}`
      : raised === 0
        ? `${alarms.length} alarms are over`
        : `${alarms.length} alarms`
  const parts = alarms.map(({ change, title, text, action }) =>
    change === 'ended' ? [`Over: ${title}`] : [title, text, action],
  )
  const toAll = `All alarms: ${link}`
  const whole = [...parts.map((lines) => lines.join('\n')), toAll].join('\n\n')
  const rest = parts.flatMap(([, ...lines]) => lines)
  const below = [...(rest.length === 0 ? [] : [rest.join('\n')]), toAll].join('\n\n')
  return {
    subject: `${workspace}: ${subject}`,
    text: whole,
    below: alarms.length === 1 ? below : whole,
  }
}
