import type { Scope } from '@solar-capture/core/access'

export const scopeWords: Record<Scope, { label: string; meaning: string }> = {
  'leads:read': { label: 'Read leads', meaning: 'See leads, their bookings and timelines.' },
  'leads:write': { label: 'Change leads', meaning: 'Create and edit leads, move them, add notes.' },
  'deliveries:read': {
    label: 'Read deliveries',
    meaning: 'See what Cal.com sent and what came of it.',
  },
  'settings:write': {
    label: 'Change settings',
    meaning:
      'Set webhook secrets and switch endpoints on and off. Give this only where it is needed.',
  },
}
