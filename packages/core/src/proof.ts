/** For how many milliseconds it counts that somebody proved who they are, in the session that they did it in. */
const proofLastsMs = 5 * 60 * 1000

/** Whether what somebody proved at `provedAt`, null where they never did, still counts at `now`. */
export function isProofFresh(provedAt: Date | null, now: Date): boolean {
  return provedAt !== null && now.getTime() - provedAt.getTime() <= proofLastsMs
}
