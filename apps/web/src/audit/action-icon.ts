import {
  IconActivity,
  IconBan,
  IconDatabaseEdit,
  IconKey,
  IconLogin,
  IconSettings,
  IconUsers,
  type Icon,
} from '@tabler/icons-react'

import {
  type AuditAction,
  type AuditGroup,
  auditGroupNames,
  auditGroups,
} from '@solar-capture/core/audit'

const icons: Record<AuditGroup, Icon> = {
  sign_in: IconLogin,
  people: IconUsers,
  keys: IconKey,
  settings: IconSettings,
  data: IconDatabaseEdit,
  refused: IconBan,
  system: IconActivity,
}

const alarming: readonly AuditAction[] = [
  ...(['sign_in_failed', 'sign_in_limited', 'totp_failed', 'totp_disabled'] as const),
  ...(['access_denied', 'request_rejected', 'unexpected_error'] as const),
]

/** How an action is shown: its group's icon, and a tone where somebody may want to look twice. */
export function iconOf(action: AuditAction): { icon: Icon; tone: 'amber' | 'grey' } {
  const group = auditGroupNames.find((name) =>
    (auditGroups[name] as readonly AuditAction[]).includes(action),
  )
  return {
    icon: icons[group ?? 'settings'],
    tone: alarming.includes(action) ? 'amber' : 'grey',
  }
}
