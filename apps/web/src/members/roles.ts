import { type Role, roles } from '@solar-capture/core/access'
import { refuseInvitation } from '@solar-capture/core/member-rules'

/** Roles as people read them, with what each may do. */
export const roleWords: Record<Role, { label: string; meaning: string }> = {
  owner: { label: 'Owner', meaning: 'Everything, other owners included.' },
  admin: { label: 'Admin', meaning: 'Settings, secrets, keys and members, but not owners.' },
  agent: { label: 'Agent', meaning: 'Works with leads and bookings. No settings, no members.' },
  viewer: { label: 'Viewer', meaning: 'Sees leads and deliveries, changes nothing.' },
}

/** The roles that somebody may give to others. */
export function rolesToGive(ownRole: Role | null): Role[] {
  if (ownRole === null) return []
  return roles.filter((role) => refuseInvitation({ userId: '', role: ownRole }, role) === null)
}
