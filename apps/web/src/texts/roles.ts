import type { Role } from '@solar-capture/core/access'

/** Roles as people read them, with what each may do. */
export const roleWords: Record<Role, { label: string; meaning: string }> = {
  owner: { label: 'Owner', meaning: 'Everything, other owners included.' },
  admin: { label: 'Admin', meaning: 'Settings, secrets, keys and members, but not owners.' },
  agent: { label: 'Agent', meaning: 'Works with leads and bookings. No settings, no members.' },
  viewer: { label: 'Viewer', meaning: 'Sees leads and deliveries, changes nothing.' },
}
