import type postgres from 'postgres'

// A statement with a list of values in it has another text for each length of the list: most of those would be prepared in vain.
const mostParameters = 64

/**
 * The same pool or transaction, of which `unsafe`, all that drizzle uses, has PostgreSQL prepare each statement once for each
 * connection. Otherwise the driver asks for the types of the parameters first, each time, which is a second way to the server and
 * back.
 */
export function preparing<S extends postgres.Sql | postgres.TransactionSql>(sql: S): S {
  return new Proxy(sql, {
    get(target, name): unknown {
      if (name === 'unsafe') return prepare(target)
      if (name === 'begin' || name === 'savepoint') return within(target, name)
      return Reflect.get(target, name)
    },
  })
}

function prepare(sql: postgres.Sql | postgres.TransactionSql): postgres.Sql['unsafe'] {
  return (text, params = [], options) => {
    const isPrepared = params.length > 0 && params.length <= mostParameters
    return sql.unsafe(text, params, isPrepared ? { prepare: true, ...options } : options)
  }
}

type Work = (tx: postgres.TransactionSql) => unknown

function within(sql: object, name: PropertyKey): (...given: unknown[]) => unknown {
  return (...given) => {
    const start = Reflect.get(sql, name) as (...args: unknown[]) => unknown
    // The last one is what to do within, whatever stands before it.
    const work = given.at(-1) as Work
    return start(...given.slice(0, -1), (tx: postgres.TransactionSql) => work(preparing(tx)))
  }
}
