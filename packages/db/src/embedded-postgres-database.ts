import postgres from 'postgres'

import { superuser } from './embedded-postgres-cluster.ts'

/** The role and the database that the application uses in an embedded cluster. */
const role = 'solar'
const database = 'solar_capture'

/**
 * Makes sure that the cluster on `port` has the application's role and database, and answers the URL that
 * reaches them. The role is no superuser; `mayCreateDatabases` lets tests make theirs. Throws an error
 * that names `passwordFile` when the cluster does not take `password`.
 */
export async function ensureDatabase({
  port,
  password,
  passwordFile,
  mayCreateDatabases = false,
}: {
  port: number
  password: string
  passwordFile: string
  mayCreateDatabases?: boolean
}): Promise<string> {
  const sql = postgres({
    host: '127.0.0.1',
    port,
    user: superuser,
    password,
    database: 'postgres',
    max: 1,
    connect_timeout: 10,
    fetch_types: false,
    onnotice: () => {},
  })
  try {
    const [found] = await sql<{ role: boolean; database: boolean }[]>`
      select exists (select from pg_roles where rolname = ${role}) as role,
        exists (select from pg_database where datname = ${database}) as database`
    if (!found?.role) {
      const right = mayCreateDatabases ? 'createdb' : 'nocreatedb'
      // A utility statement takes no parameters, so the password is quoted by hand.
      const quoted = `'${password.replaceAll("'", "''")}'`
      await sql.unsafe(`create role ${role} login ${right} password ${quoted}`)
    }
    if (!found?.database) await sql.unsafe(`create database ${database} owner ${role}`)
  } catch (error) {
    if (!(error instanceof postgres.PostgresError && error.code === '28P01')) throw error
    throw new Error(`The embedded database does not take the password in ${passwordFile}.`, {
      cause: error,
    })
  } finally {
    await sql.end({ timeout: 1 })
  }
  return `postgres://${role}:${encodeURIComponent(password)}@127.0.0.1:${port}/${database}`
}
