/** Who did what the audit log tells: `stranger` is nobody we know, `system` is this product itself. */
export const auditActorKinds = ['user', 'key', 'stranger', 'system'] as const
export type AuditActorKind = (typeof auditActorKinds)[number]

/** What a filter of the audit log offers: actions that belong together. */
export const auditGroups = {
  sign_in: [
    ...['signed_in', 'sign_in_failed', 'sign_in_limited', 'signed_out', 'password_changed'],
    ...['reset_link_made', 'password_reset', 'totp_enabled', 'totp_disabled', 'totp_failed'],
    ...['recovery_code_used', 'recovery_codes_renewed', 'session_revoked', 'identity_proved'],
  ],
  people: [
    ...['member_invited', 'invitation_revoked', 'invitation_accepted'],
    ...['role_changed', 'member_removed'],
  ],
  keys: [
    ...['api_key_created', 'api_key_revoked', 'secret_set', 'secret_generated', 'secret_rotated'],
    ...['secret_retired', 'secret_checked', 'secret_leak_reported', 'encryption_key_rotated'],
    ...['calcom_key_set', 'calcom_key_removed'],
  ],
  settings: [
    ...['set_up', 'workspace_created', 'workspace_changed', 'endpoint_created'],
    ...[
      'self_test_run',
      'endpoint_changed',
      'rules_changed',
      'stages_changed',
      'stage_merged',
      'alarms_changed',
      'alarm_tested',
    ],
  ],
  data: [
    'deliveries_replayed',
    'deliveries_applied',
    'parked_applied',
    'bookings_reconciled',
    'deliveries_discarded',
    'delivery_revealed',
    'leads_imported',
    'leads_exported',
    'lead_removed',
  ],
  refused: ['access_denied', 'request_rejected'],
  system: ['started', 'stopped', 'unexpected_error'],
} as const

export type AuditGroup = keyof typeof auditGroups
export type AuditAction = (typeof auditGroups)[AuditGroup][number]

/** What more an entry says, by name: never a secret, and of people nothing but names, addresses and roles. */
export type AuditDetails = Record<string, string | number | boolean | null>

export type AuditActor = {
  kind: AuditActorKind
  /** Of the user or the API key. */
  id: string | null
  name: string | null
  /** Where the request came from; null inside. */
  address: string | null
}

export type AuditTarget = { id: string | null; name: string | null }

/** Every action, in the order of the groups. */
export const auditActions: readonly AuditAction[] = Object.values(auditGroups).flat()

export const auditGroupNames = Object.keys(auditGroups) as AuditGroup[]
