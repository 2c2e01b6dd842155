import { type Role, roles } from '@solar-capture/core/access'
import { refuseInvitation } from '@solar-capture/core/member-rules'

/** The roles that somebody may give to others. */
export function rolesToGive(ownRole: Role | null): Role[] {
  if (ownRole === null) return []
  return roles.filter((role) => refuseInvitation({ userId: '', role: ownRole }, role) === null)
}
