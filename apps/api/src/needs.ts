import type { Scope } from '@solar-capture/core/access'

/**
 * Who may call a procedure, besides that it only ever sees the caller's own workspace. With `proof`, somebody who is signed
 * in has to have proved a short while ago who they are (`require-proof.ts`).
 */
export type Need =
  /** Also who is not signed in. */
  | { for: 'anybody' }
  /** Whoever is signed in, whatever their role, and also in no workspace; for what is their own. No API key. */
  | { for: 'self'; proof?: true }
  /** Every member, and every API key. */
  | { for: 'known' }
  /** Members whose role has the scope, and API keys that were given it. */
  | { for: 'scope'; scope: Scope; proof?: true }
  /** Members whose role has the scope, and no API key. */
  | { for: 'people'; scope: Scope; proof?: true }

const anybody = { for: 'anybody' } as const
const self = { for: 'self' } as const
const known = { for: 'known' } as const
const having = (scope: Scope) => ({ for: 'scope', scope }) as const
const people = (scope: Scope) => ({ for: 'people', scope }) as const
const proved = <N extends Need>(need: N) => ({ ...need, proof: true }) as const

/** What each procedure needs. The router is built from it: one that is not named here cannot be made. */
export const needs = {
  'setup.status': anybody,
  'setup.complete': anybody,

  'account.security': self,
  'account.proveSelf': self,
  'account.sessions': self,
  'account.revokeSession': proved(self),
  'account.revokeOtherSessions': proved(self),
  'account.changePassword': self,
  'account.requestReset': anybody,
  'account.resetPassword': anybody,
  'account.enableTotp': self,
  'account.confirmTotp': self,
  'account.disableTotp': self,
  'account.renewRecoveryCodes': self,

  'workspace.current': known,
  'workspace.list': self,
  'workspace.create': self,
  'workspace.switch': self,
  'workspace.update': having('settings:write'),

  'member.list': people('settings:write'),
  'member.setRole': proved(people('settings:write')),
  'member.remove': people('settings:write'),
  'member.leave': self,
  'member.resetLink': proved(people('settings:write')),
  'member.resetTotp': proved(people('settings:write')),
  'member.invite': proved(people('settings:write')),
  'member.invitations': people('settings:write'),
  'member.revokeInvitation': people('settings:write'),
  'member.invitation': anybody,
  'member.acceptInvitation': anybody,

  'audit.list': people('settings:write'),

  'apiKey.list': people('settings:write'),
  'apiKey.create': proved(people('settings:write')),
  'apiKey.revoke': people('settings:write'),

  'lead.list': having('leads:read'),
  'lead.counts': having('leads:read'),
  'lead.board': having('leads:read'),
  'lead.choices': having('leads:read'),
  'lead.similar': having('leads:read'),
  'lead.byId': having('leads:read'),
  'lead.timeline': having('leads:read'),
  'lead.samePerson': having('leads:read'),
  'lead.mergedInto': having('leads:read'),
  'lead.bookingLink': having('leads:read'),
  'lead.create': having('leads:write'),
  'lead.update': having('leads:write'),
  'lead.move': having('leads:write'),
  'lead.bulkMove': having('leads:write'),
  'lead.bulkAssign': having('leads:write'),
  'lead.merge': having('leads:write'),
  'lead.unpin': having('leads:write'),
  'lead.undo': having('leads:write'),
  'lead.remove': having('settings:write'),
  'lead.addNote': having('leads:write'),
  'lead.editNote': having('leads:write'),
  'lead.removeNote': having('leads:write'),
  'lead.removeEmail': having('leads:write'),
  'lead.import.list': having('leads:write'),
  'lead.import.start': having('leads:write'),
  'lead.import.append': having('leads:write'),
  'lead.import.preview': having('leads:write'),
  'lead.import.commit': having('leads:write'),
  'lead.import.stop': having('leads:write'),
  'lead.import.discard': having('leads:write'),
  'lead.import.status': having('leads:write'),
  'lead.import.result': having('leads:write'),

  'view.list': people('leads:read'),
  'view.save': people('leads:read'),
  'view.remove': people('leads:read'),

  'booking.unmatched': having('leads:read'),
  'booking.ignored': having('leads:read'),
  'booking.history': having('leads:read'),
  'booking.link': having('leads:write'),
  'booking.createLead': having('leads:write'),
  'booking.ignore': having('leads:write'),
  'booking.reconsider': having('leads:write'),

  'pipeline.stages': having('leads:read'),
  'pipeline.saveStages': having('settings:write'),
  'pipeline.mergeStage': having('settings:write'),
  'pipeline.eventTypes': having('leads:read'),
  'pipeline.rules': having('leads:read'),
  'pipeline.saveRules': having('settings:write'),
  // And reading leads, which settings do not include for a key.
  'pipeline.simulateRules': having('settings:write'),

  'insight.funnel': having('leads:read'),
  'insight.timeToBooked': having('leads:read'),
  'insight.outcomes': having('leads:read'),

  'endpoint.list': having('deliveries:read'),
  'endpoint.status': having('deliveries:read'),
  // And reading leads, which settings do not include for a key.
  'reconcile.compare': having('settings:write'),
  // And changing leads, as a schedule does by itself.
  'reconcile.applyGaps': having('settings:write'),
  'reconcile.settings': having('settings:write'),
  'reconcile.saveApiKey': proved(having('settings:write')),
  'reconcile.removeApiKey': proved(having('settings:write')),
  'endpoint.checkAddress': having('settings:write'),
  'endpoint.selfTest': having('settings:write'),
  'endpoint.create': having('settings:write'),
  'endpoint.update': having('settings:write'),
  'endpoint.setSecret': proved(having('settings:write')),
  'endpoint.generateSecret': proved(having('settings:write')),
  'endpoint.rotateSecret': proved(having('settings:write')),
  'endpoint.retirePrevious': proved(having('settings:write')),
  'endpoint.checkSecret': proved(having('settings:write')),
  'endpoint.leakReport': proved(having('settings:write')),
  'endpoint.parked': having('deliveries:read'),
  'endpoint.applyParked': having('settings:write'),

  'alarm.list': having('deliveries:read'),
  'alarm.watched': having('deliveries:read'),
  'alarm.settings': having('settings:write'),
  // And a proof where it changes where alarms are posted, or what they are signed with.
  'alarm.saveSettings': having('settings:write'),
  'alarm.test': having('settings:write'),

  'delivery.list': having('deliveries:read'),
  'delivery.counts': having('deliveries:read'),
  'delivery.byId': having('deliveries:read'),
  // And reading deliveries and leads, which settings do not include for a key.
  'delivery.reveal': having('settings:write'),
  'delivery.previewRevealed': having('settings:write'),
  'delivery.preview': having('deliveries:read'),
  'delivery.replay': having('leads:write'),
  'delivery.applyHeld': having('leads:write'),
  'delivery.discard': having('leads:write'),

  'live.changes': people('leads:read'),
} satisfies Record<`${string}.${string}`, Need>

export type ProcedureName = keyof typeof needs
