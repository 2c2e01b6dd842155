import { z } from 'zod'

const side = z.enum(['this', 'other'])

/** Of two leads that become one, whose value stays: of the one that stays, or of the other one. */
export type Side = z.output<typeof side>

/** What is chosen when two leads become one. Left out, a value stays, and where there is none the other's is taken. */
export const mergeChoice = z.strictObject({
  name: side.optional(),
  email: side.optional(),
  phone: side.optional(),
  postcode: side.optional(),
  address: side.optional(),
  source: side.optional(),
  owner: side.optional(),
  /** With it whether automation may move the lead on. */
  stage: side.optional(),
})

export type MergeChoice = z.output<typeof mergeChoice>

/** What a lead that was merged is made of. */
export type Mergeable = {
  name: string
  email: string | null
  aliases: string[]
  phone: string | null
  postcode: string | null
  address: string | null
  source: string
  ownerId: string | null
  stageId: string
  pinned: boolean
  createdAt: Date
}

/**
 * What two leads are together: each value as chosen, all emails of both, and captured when the first of them was. One without
 * email and phone comes out when these were chosen so.
 */
export function mergeFields(own: Mergeable, other: Mergeable, choice: MergeChoice): Mergeable {
  const of = (chosen: Side | undefined) => (chosen === 'other' ? other : own)
  const given = <Key extends 'email' | 'phone' | 'postcode' | 'address' | 'ownerId'>(
    key: Key,
    chosen: Side | undefined,
  ) => (chosen === undefined ? (own[key] ?? other[key]) : of(chosen)[key])
  const email = given('email', choice.email)
  const emails = [own.email, other.email, ...own.aliases, ...other.aliases]
  return {
    name: of(choice.name).name,
    email,
    aliases: [...new Set(emails.filter((one) => one !== null))].filter((one) => one !== email),
    phone: given('phone', choice.phone),
    postcode: given('postcode', choice.postcode),
    address: given('address', choice.address),
    source: of(choice.source).source,
    ownerId: given('ownerId', choice.owner),
    stageId: of(choice.stage).stageId,
    pinned: of(choice.stage).pinned,
    createdAt: own.createdAt < other.createdAt ? own.createdAt : other.createdAt,
  }
}
