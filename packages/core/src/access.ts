/** What a member may do in a workspace, the most powerful first. */
export const roles = ['owner', 'admin', 'agent', 'viewer'] as const
export type Role = (typeof roles)[number]

/** What an API key may do. */
export const scopes = ['leads:read', 'leads:write', 'deliveries:read', 'settings:write'] as const
export type Scope = (typeof scopes)[number]

const scopesByRole = {
  owner: scopes,
  admin: scopes,
  agent: ['leads:read', 'leads:write', 'deliveries:read'],
  viewer: ['leads:read', 'deliveries:read'],
} satisfies Record<Role, readonly Scope[]>

/** The scopes that a member with `role` has. */
export function scopesOf(role: Role): readonly Scope[] {
  return scopesByRole[role]
}
