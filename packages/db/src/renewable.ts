import { connect, type ConnectOptions, type Pool } from './connect.ts'

const shortestLifeMs = 3_000

/**
 * A pool as `connect` makes it that can be exchanged for a new one while it is in use: the driver waits for ever
 * for an answer on a connection whose other end has vanished. `renew()` cuts the old connections off, so
 * that their queries reject, unless it did so within the last three seconds.
 */
export function connectRenewable(url: string, options: ConnectOptions = {}) {
  let pool = connect(url, options)
  let renewedAt = -Infinity
  const db: Pool = new Proxy(pool.db, {
    get: (_first, key) => {
      const value: unknown = Reflect.get(pool.db, key)
      return typeof value === 'function' && key !== '$client' ? value.bind(pool.db) : value
    },
  })
  return {
    db,
    renew: (): void => {
      if (performance.now() - renewedAt < shortestLifeMs) return
      renewedAt = performance.now()
      const old = pool
      pool = connect(url, options)
      old.sql.end({ timeout: 0 }).catch(() => {})
    },
    close: () => pool.close(),
  }
}
