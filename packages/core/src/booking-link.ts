import { nodeKey } from './seats.ts'
import type { LinkDetail } from './timeline.ts'

/** A node of a booking. */
type Node = { uid: string; seat: string }

/** What people did about the links of a lead: their entries, the earliest first, tell all of it. */
export type Links<Entry extends { detail: LinkDetail }> = {
  /** The link of each booking that one was not taken back of, by `nodeKey`. */
  standing: ReadonlyMap<string, Entry>
  /** Contacts that the lead is recognised by only since one was linked. */
  remembered: ReadonlySet<string>
}

/** Reads the links of a lead from the entries about them, the earliest first. */
export function readLinks<Entry extends { detail: LinkDetail }>(
  entries: readonly Entry[],
): Links<Entry> {
  const standing = new Map<string, Entry>()
  const remembered = new Set<string>()
  for (const entry of entries) {
    const { booking, bookedAs, remembers = false, isTakenBack = false } = entry.detail
    if (booking === undefined) continue
    if (isTakenBack) standing.delete(nodeKey(booking.uid, booking.seat))
    else standing.set(nodeKey(booking.uid, booking.seat), entry)
    if (bookedAs === null) continue
    if (isTakenBack && !remembers) remembered.delete(bookedAs)
    else if (!isTakenBack && remembers) remembered.add(bookedAs)
  }
  return { standing, remembered }
}

/**
 * What is told when the links of some nodes of one booking are taken back: an entry for each, which no longer `remembers` a contact that
 * nothing but links made the lead known by. Who else was linked by it stays linked.
 */
export function takeBackLinks<Entry extends { detail: LinkDetail }>(
  { standing, remembered }: Links<Entry>,
  nodes: readonly Node[],
): LinkDetail[] {
  return nodes.flatMap((booking) => {
    const bookedAs = standing.get(nodeKey(booking.uid, booking.seat))?.detail.bookedAs
    if (bookedAs === undefined) return []
    const remembers = bookedAs === null || !remembered.has(bookedAs)
    const { uid, seat } = booking
    return [{ kind: 'linked', bookedAs, booking: { uid, seat }, remembers, isTakenBack: true }]
  })
}

/** The contacts by which a lead is not recognised any more once these links are taken back. */
export function contactsToForget(taken: readonly LinkDetail[]): string[] {
  return taken.flatMap(({ bookedAs, remembers }) =>
    bookedAs === null || remembers !== false ? [] : [bookedAs],
  )
}
