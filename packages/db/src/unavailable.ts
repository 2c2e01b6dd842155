const connectionCodes = new Set([
  'CONNECTION_CLOSED',
  'CONNECTION_DESTROYED',
  'CONNECTION_ENDED',
  'CONNECT_TIMEOUT',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
])
// Shutdown, start-up, crash, serialisation, deadlock, read-only standby, too many connections, disk full,
// out of memory, lock and statement timeouts.
const states = /^(08...|57P0[123]|57014|40001|40P01|25006|53[0123]00|55P03)$/

/** Whether an error of a query says that the database cannot work now, rather than that the query is wrong. */
export function isUnavailable(error: unknown): boolean {
  for (let one = error; one instanceof Error; one = one.cause) {
    const code = 'code' in one ? String(one.code) : ''
    if (connectionCodes.has(code) || states.test(code)) return true
  }
  return false
}
