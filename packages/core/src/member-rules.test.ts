import { describe, expect, test } from 'vitest'

import { roles, type Role } from './access.ts'
import {
  refuseInvitation,
  refuseRecovery,
  refuseRemoval,
  refuseRoleChange,
  type Member,
} from './member-rules.ts'

const me = (role: Role): Member => ({ userId: 'me', role })
const other = (role: Role): Member => ({ userId: 'other', role })
const allowed = (decide: (role: Role) => string | null) =>
  roles.filter((role) => decide(role) === null)

describe('an invitation', () => {
  test.each([
    { by: 'owner', may: ['owner', 'admin', 'agent', 'viewer'] },
    { by: 'admin', may: ['admin', 'agent', 'viewer'] },
    { by: 'agent', may: [] },
    { by: 'viewer', may: [] },
  ] as const)('by an $by', ({ by, may }) => {
    expect(allowed((role) => refuseInvitation(me(by), role))).toEqual(may)
  })
})

describe('a change of role', () => {
  test.each([
    { by: 'owner', member: 'owner', may: roles },
    { by: 'owner', member: 'viewer', may: roles },
    { by: 'admin', member: 'owner', may: [] },
    { by: 'admin', member: 'admin', may: ['admin', 'agent', 'viewer'] },
    { by: 'admin', member: 'agent', may: ['admin', 'agent', 'viewer'] },
    { by: 'agent', member: 'viewer', may: [] },
  ] as const)('of an $member by an $by', ({ by, member, may }) => {
    const decide = (to: Role) => refuseRoleChange(me(by), { member: other(member), to, owners: 2 })
    expect(allowed(decide)).toEqual(may)
  })

  test.each(roles)('is not made by the %s themselves', (role) => {
    const decide = (to: Role) => refuseRoleChange(me(role), { member: me(role), to, owners: 2 })
    expect(allowed(decide)).toEqual([])
  })

  test('leaves an owner', () => {
    const decide = (to: Role) =>
      refuseRoleChange(me('owner'), { member: other('owner'), to, owners: 1 })
    expect(allowed(decide)).toEqual(['owner'])
  })
})

describe('a removal', () => {
  test.each([
    { by: 'owner', may: roles },
    { by: 'admin', may: ['admin', 'agent', 'viewer'] },
    { by: 'agent', may: [] },
    { by: 'viewer', may: [] },
  ] as const)('by an $by', ({ by, may }) => {
    const decide = (role: Role) => refuseRemoval(me(by), { member: other(role), owners: 2 })
    expect(allowed(decide)).toEqual(may)
  })

  test('of oneself is leaving, which all may but the last owner', () => {
    const leave = (owners: number) => (role: Role) =>
      refuseRemoval(me(role), { member: me(role), owners })
    expect(allowed(leave(2))).toEqual(roles)
    expect(allowed(leave(1))).toEqual(['admin', 'agent', 'viewer'])
  })
})

describe('letting somebody in anew', () => {
  test.each([
    { by: 'owner', may: roles },
    { by: 'admin', may: ['agent', 'viewer'] },
    { by: 'agent', may: [] },
  ] as const)('by an $by', ({ by, may }) => {
    const decide = (role: Role) =>
      refuseRecovery(me(by), { member: other(role), shared: [{ of: role, by }] })
    expect(allowed(decide)).toEqual(may)
  })

  test.each([
    { of: 'viewer', by: null, may: false },
    { of: 'owner', by: 'admin', may: false },
    { of: 'agent', by: 'agent', may: false },
    { of: 'agent', by: 'admin', may: true },
  ] as const)('who is $of where one is $by too: $may', ({ of, by, may }) => {
    const shared = [
      { of: 'agent', by: 'owner' },
      { of, by },
    ] as const
    const refusal = refuseRecovery(me('owner'), { member: other('agent'), shared: [...shared] })
    expect(refusal === null).toBe(may)
  })

  test('is not for oneself', () => {
    const shared = [{ of: 'owner', by: 'owner' }] as const
    const member = me('owner')
    expect(refuseRecovery(member, { member, shared: [...shared] })).toMatch('Account')
  })
})
