import { createHash } from 'node:crypto'

import type { BetterAuthOptions, DBAdapter, DBTransactionAdapter, Where } from 'better-auth'

type Row = Record<string, unknown>

/**
 * Wraps better-auth's database adapter so that the table of sessions holds the SHA-256 of each token (hex) in
 * the token's place, while better-auth goes on knowing the token that came in the cookie. Sessions that are
 * looked up by something else than their token come back with the hash, which signs nobody in.
 */
export function withHashedSessions(
  makeAdapter: (options: BetterAuthOptions) => DBAdapter,
): (options: BetterAuthOptions) => DBAdapter {
  return (options) => {
    const adapter = makeAdapter(options)
    return {
      ...wrap(adapter),
      transaction: (run) => adapter.transaction((inner) => run(wrap(inner))),
    }
  }
}

function wrap<A extends DBTransactionAdapter>(adapter: A): A {
  // The casts: a row stays a row of its own type when its token is replaced by another string.
  return {
    ...adapter,
    create: async (query) => {
      if (query.model !== 'session') return adapter.create(query)
      const token = (query.data as Row)['token']
      const row = await adapter.create({ ...query, data: hashIn(query.data) as typeof query.data })
      return giveBack(row, token)
    },
    findOne: async (query) => {
      if (query.model !== 'session') return adapter.findOne(query)
      const row = await adapter.findOne({ ...query, where: hashWhere(query.where) })
      return giveBack(row as never, tokenAskedFor(query.where))
    },
    findMany: async (query) => {
      if (query.model !== 'session' || !query.where) return adapter.findMany(query)
      const rows = await adapter.findMany({ ...query, where: hashWhere(query.where) })
      const byHash = new Map(tokensIn(query.where).map((token) => [hashOfSession(token), token]))
      return rows.map((row) => giveBack(row, byHash.get(String((row as Row)['token'])))) as never
    },
    count: (query) => adapter.count(hashQuery(query)),
    update: async (query) => {
      if (query.model !== 'session') return adapter.update(query)
      const row = await adapter.update({ ...hashQuery(query), update: hashIn(query.update) })
      return giveBack(row as never, query.update['token'] ?? tokenAskedFor(query.where))
    },
    updateMany: (query) =>
      query.model === 'session'
        ? adapter.updateMany({ ...hashQuery(query), update: hashIn(query.update) })
        : adapter.updateMany(query),
    delete: (query) => adapter.delete(hashQuery(query)),
    deleteMany: (query) => adapter.deleteMany(hashQuery(query)),
    consumeOne: async (query) => {
      if (query.model !== 'session') return adapter.consumeOne(query)
      const row = await adapter.consumeOne(hashQuery(query))
      return giveBack(row as never, tokenAskedFor(query.where))
    },
    incrementOne: (query) => {
      if (query.model === 'session') throw new Error('A session has nothing to count.')
      return adapter.incrementOne(query)
    },
  }
}

/** What is stored of a session's token. */
export function hashOfSession(token: string): string {
  return createHash('sha256').update(token).digest('hex')
}

function hashQuery<Q extends { model: string; where?: Where[] | undefined }>(query: Q): Q {
  if (query.model !== 'session' || !query.where) return query
  return { ...query, where: hashWhere(query.where) }
}

function hashIn(data: Row): Row {
  return typeof data['token'] === 'string' ? { ...data, token: hashOfSession(data['token']) } : data
}

function hashWhere(where: Where[]): Where[] {
  return where.map((clause) => {
    if (clause.field !== 'token') return clause
    const { value } = clause
    if (typeof value === 'string') return { ...clause, value: hashOfSession(value) }
    if (Array.isArray(value))
      return { ...clause, value: value.map((one) => hashOfSession(String(one))) }
    return clause
  })
}

function tokensIn(where: Where[]): string[] {
  return where
    .filter((clause) => clause.field === 'token')
    .flatMap((clause) => clause.value)
    .filter((value) => typeof value === 'string')
}

function tokenAskedFor(where: Where[]): string | undefined {
  const tokens = tokensIn(where)
  return tokens.length === 1 ? tokens[0] : undefined
}

function giveBack<R>(row: R, token: unknown): R {
  return row && typeof token === 'string' ? { ...row, token } : row
}
