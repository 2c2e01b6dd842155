import type { AuditAction, AuditDetails, AuditTarget } from './audit.ts'
import { type Overlap, overlaps, type SecretMatch } from './secret-overlap.ts'
import type { RejectionCause } from './signature.ts'

type Told = { action: AuditAction; target: AuditTarget; details: AuditDetails }

/** What an entry of the audit log says after the name of who did it, as 'made Bo an admin'. */
export function wordAudit({ action, target, details }: Told): string {
  const name = target.name ?? 'somebody'
  const as = target.name === null ? '' : ` as ${target.name}`
  const of = (key: string) => String(details[key] ?? '')
  switch (action) {
    case 'signed_in':
      return 'signed in'
    case 'sign_in_failed':
      return `failed to sign in${as}`
    case 'sign_in_limited':
      return `tried too often to sign in${as}`
    case 'signed_out':
      return 'signed out'
    case 'password_changed':
      return 'changed their password'
    case 'reset_link_made':
      return `made a link for a new password of ${name}`
    case 'password_reset':
      return 'set a new password by a link'
    case 'totp_enabled':
      return 'switched two-step sign-in on'
    case 'totp_disabled':
      return `switched two-step sign-in off${target.name === null ? '' : ` for ${target.name}`}`
    case 'totp_failed':
      return 'gave a wrong code of the second step'
    case 'recovery_code_used':
      return 'used a recovery code'
    case 'recovery_codes_renewed':
      return 'made new recovery codes'
    case 'session_revoked':
      return 'signed another device out'
    case 'identity_proved':
      return 'confirmed that it is them'
    case 'member_invited':
      return `invited ${name} as ${of('role')}`
    case 'invitation_revoked':
      return `withdrew the invitation of ${name}`
    case 'invitation_accepted':
      return `joined as ${of('role')}`
    case 'role_changed':
      return `changed ${name} from ${of('from')} to ${of('to')}`
    case 'member_removed':
      return `took ${name} out of the workspace`
    case 'api_key_created':
      return `made the API key ${name} (${of('scopes')})`
    case 'api_key_revoked':
      return `revoked the API key ${name}`
    case 'secret_set':
      return `set the webhook secret of ${name} (${of('fingerprint')})`
    case 'secret_generated':
      return `generated a webhook secret for ${name} (${of('fingerprint')})`
    case 'secret_rotated':
      return details['keepPreviousFor'] === 'none'
        ? `replaced the webhook secret of ${name} (${of('fingerprint')}) and stopped every old one`
        : `replaced the webhook secret of ${name} (${of('fingerprint')}); the old one still counted for ${wordKept(of('keepPreviousFor'))}`
    case 'secret_retired':
      return `stopped the previous webhook secret of ${name} (${of('fingerprint')})`
    case 'secret_checked':
      return `checked a webhook secret of ${name}${wordMatch(of('matches'))}`
    case 'secret_leak_reported':
      return `looked at what ${'fingerprint' in details ? `the webhook secret ${of('fingerprint')}` : 'the webhook secrets'} of ${name} brought in (${of('count')})`
    case 'calcom_key_set':
      return `set how Cal.com’s API is asked about ${name} (key ${of('fingerprint')}, ${of('schedule')})`
    case 'calcom_key_removed':
      return `removed the key of Cal.com’s API of ${name}`
    case 'encryption_key_rotated':
      return `rotated the encryption key (${of('key')}, ${of('count')} values)`
    case 'set_up':
      return 'set up Solar Capture'
    case 'workspace_created':
      return 'made the workspace'
    case 'workspace_changed':
      return `changed the workspace: ${wordChanges(details)}`
    case 'endpoint_created':
      return `added the Cal.com account ${name}`
    case 'endpoint_changed':
      return wordAccountChange(name, details)
    case 'self_test_run':
      return `ran the self-test of ${name}, which ${details['ok'] === true ? 'passed' : 'failed'}`
    case 'rules_changed':
      return `changed the stage rules${'changes' in details ? `: ${of('changes')}` : ''}`
    case 'stages_changed':
      return `changed the pipeline: ${of('stages')}`
    case 'stage_merged':
      return `merged the stage ${of('stage')} into ${name}`
    case 'alarms_changed':
      return `changed what alarms there are and who is told: ${wordChanges(details)}`
    case 'alarm_tested':
      return `sent a test of alarms by ${of('channel')}, which ${details['ok'] === true ? 'was taken' : 'failed'}`
    case 'deliveries_replayed':
      return `replayed deliveries (${of('count')})`
    case 'deliveries_applied':
      return `applied held deliveries (${of('count')})`
    case 'bookings_reconciled':
      return 'skippedFrom' in details
        ? `left bookings of ${name} out of comparing that were made or changed from ${wordTimes(of('skippedFrom'))} to ${wordTimes(of('skippedUntil'))}: Cal.com lists too many`
        : `began to bring missing bookings of ${name} in (${of('count')})`
    case 'parked_applied':
      return `${hasOnlyDropped(details) ? 'dropped' : 'applied'} what came to ${name} before its secret was saved${wordParked(details)}`
    case 'deliveries_discarded':
      return `discarded held deliveries (${of('count')})`
    case 'delivery_revealed':
      return `revealed the personal data of a delivery${target.name === null ? '' : ` (${wordTimes(target.name)})`}`
    case 'leads_imported':
      return `imported leads from the file ${name} (${of('rows')} rows)`
    case 'leads_exported':
      return `exported leads as ${of('format')} (${of('which')})`
    case 'lead_removed':
      return `removed the lead ${name}`
    case 'access_denied':
      return 'procedure' in details
        ? `was refused what is not open to them: ${wordProcedure(of('procedure'))}`
        : `was refused: ${of('reason')}`
    case 'request_rejected':
      return `sent a request${target.name === null ? '' : ` for the Cal.com account ${target.name}`}, which was refused${wordRefusal(of('cause'))}`
    case 'started':
      return `started (configuration ${of('configuration')})`
    case 'stopped':
      return 'stopped'
    case 'unexpected_error':
      return `had an unexpected error: ${of('message')}`
  }
}

const kept: Record<Overlap, string> = {
  none: 'no time',
  '1h': 'an hour',
  '24h': '24 hours',
  '7d': '7 days',
}

function wordKept(overlap: string): string {
  const found = overlaps.find((one) => one === overlap)
  return found === undefined ? 'a while' : kept[found]
}

const matched: Record<SecretMatch, string> = {
  current: 'the one that counts',
  previous: 'the old one, which still counted',
  spaced: 'the one that counts, but with white space around it',
  retired: 'one that was replaced',
  none: 'none of this account',
}

function wordMatch(match: string): string {
  const words: Record<string, string | undefined> = matched
  return words[match] === undefined ? '' : `: it is ${words[match]}`
}

// What is behind the procedures whose names begin so.
const areas: Record<string, string> = {
  account: 'their account',
  workspace: 'the settings of the workspace',
  member: 'the members',
  audit: 'the audit log',
  apiKey: 'the API keys',
  lead: 'the leads',
  view: 'the saved views',
  booking: 'the bookings',
  pipeline: 'the pipeline and its rules',
  insight: 'the insights',
  endpoint: 'the Cal.com accounts',
  reconcile: 'comparing with Cal.com',
  alarm: 'the alarms',
  delivery: 'the deliveries',
}

/** What somebody wanted who called a procedure, as 'the members (set role)'. */
function wordProcedure(procedure: string): string {
  const [router = '', ...names] = procedure.split('.')
  const act = names.join(' ').replaceAll(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`)
  return `${areas[router] ?? 'a part of the program'}${act === '' ? '' : ` (${act})`}`
}

// As people write points in time.
function wordTimes(text: string): string {
  return text.replaceAll(/(\d{4}-\d\d-\d\d)T(\d\d:\d\d)[:.\d]*Z/g, '$1 $2 UTC')
}

const refusals: Record<RejectionCause, string> = {
  no_secret_here: 'no secret was saved here yet',
  header_missing: 'it was not signed',
  header_repeated: 'it was signed more than once',
  header_malformed: 'its signature was not one that Cal.com makes',
  sender_has_no_secret: 'the sender had no secret',
  retired_secret: 'it was signed with a secret that was replaced',
  mismatch: 'it was signed with another secret',
  secret_whitespace: 'it was signed with the secret and white space around it',
  body_altered: 'it was changed on its way here',
  form_template: 'it was sent as a form and changed on its way here',
}

function wordRefusal(cause: string): string {
  const words: Record<string, string | undefined> = refusals
  return words[cause] === undefined ? '' : `: ${words[cause]}`
}

function hasOnlyDropped(details: AuditDetails): boolean {
  const isNone = (key: string) => Number(details[key] ?? 0) === 0
  return (
    Number(details['dropped'] ?? 0) > 0 && ['applied', 'unmatched', 'held', 'other'].every(isNone)
  )
}

/** Of what was parked only what there was, and nothing where that is not told. */
function wordParked(details: AuditDetails): string {
  const words = {
    applied: 'applied',
    unmatched: 'without a lead',
    held: 'held',
    other: 'with nothing to apply',
    dropped: 'dropped',
  }
  const told = Object.entries(words).flatMap(([key, word]) =>
    Number(details[key] ?? 0) > 0 ? [`${details[key]} ${word}`] : [],
  )
  return told.length === 0 ? '' : ` (${told.join(', ')})`
}

function wordAccountChange(name: string, { mode, name: renamed }: AuditDetails): string {
  const account = `the Cal.com account ${name}`
  const [from, to] = String(mode ?? '').split(arrow)
  const acts = [
    to === 'disabled' && `switched ${account} off`,
    to === 'paused' && `paused ${account}`,
    to === 'active' && (from === 'paused' ? `resumed ${account}` : `switched ${account} on`),
    renamed !== undefined && `renamed ${account} to ${newName(name, String(renamed))}`,
  ].filter((act) => act !== false)
  return acts.length === 0 ? `changed ${account}` : acts.join(' and ')
}

// A name may have an arrow in it.
function newName(before: string, change: string): string {
  const start = `${before}${arrow}`
  return change.startsWith(start) ? change.slice(start.length) : change
}

const arrow = ' → '

function wordChanges(details: AuditDetails): string {
  const words = { name: 'name', createsLeads: 'leads from bookings' }
  const alarms = { timing: 'how soon', timeZone: 'time zone', webhookHost: 'posted to' }
  const named: Record<string, string> = {
    ...{ ...words, ...alarms, requiresTotp: 'two-step sign-in demanded' },
    ...{ secret: 'signing secret', muted: 'not told of', emails: 'emails to' },
  }
  return Object.entries(details)
    .map(([key, value]) => `${named[key] ?? key} ${wordChange(wordCodes(key, String(value)))}`)
    .join(', ')
}

// Two have values of the program's own, as 'at_once' and 'meeting_passed'.
function wordCodes(key: string, change: string): string {
  return key === 'timing' || key === 'muted' ? change.replaceAll('_', ' ') : change
}

// What was not there before is told by what it is now.
function wordChange(change: string): string {
  if (change === 'false → true') return 'off → on'
  if (change === 'true → false') return 'on → off'
  return change.replace(/^– → /, '').replace(/ → –$/, ' → none')
}
