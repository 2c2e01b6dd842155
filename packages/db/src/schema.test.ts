import { is } from 'drizzle-orm'
import { getTableConfig, PgTable } from 'drizzle-orm/pg-core'
import { expect, test } from 'vitest'

import * as schema from './schema.ts'

/** What is read before the workspace is known: small, and the same on every node of a sharded database. */
const global = new Set([
  'workspaces',
  'users',
  'sessions',
  'accounts',
  'verifications',
  'rate_limits',
  'api_keys',
  'totps',
  'recovery_codes',
  'password_resets',
  'invitations',
  'endpoints',
  'endpoint_secrets',
  'encryption_root',
])

const tables = Object.values(schema)
  .filter((one) => is(one, PgTable))
  .map(getTableConfig)
const ofWorkspaces = tables.filter(({ name }) => !global.has(name))

test('every table is either global or of a workspace', () => {
  const names = tables.map(({ name }) => name)
  expect([...global].filter((name) => !names.includes(name))).toEqual([])
  expect(ofWorkspaces.length).toBeGreaterThan(8)
})

test.each(ofWorkspaces)('every key of $name leads with workspace_id', (table) => {
  const keys = [
    ...table.primaryKeys.map(({ columns }) => columns),
    ...table.uniqueConstraints.map(({ columns }) => columns),
  ].map((columns) => columns.map(({ name }) => name))
  expect(table.primaryKeys).toHaveLength(1)
  expect(table.columns.some(({ primary, isUnique }) => primary || isUnique)).toBe(false)
  for (const columns of keys) expect(columns[0]).toBe('workspace_id')
})

test.each(ofWorkspaces)('every index of $name that is unique leads with workspace_id', (table) => {
  for (const { config } of table.indexes.filter(({ config }) => config.unique)) {
    const [first] = config.columns
    expect(first && 'name' in first ? first.name : null).toBe('workspace_id')
  }
})

test.each(ofWorkspaces)(
  'every reference of $name to a table of workspaces contains it',
  (table) => {
    for (const key of table.foreignKeys) {
      const { columns, foreignColumns, foreignTable } = key.reference()
      if (global.has(getTableConfig(foreignTable).name)) continue
      expect(columns.map(({ name }) => name)).toContain('workspace_id')
      expect(foreignColumns.map(({ name }) => name)).toContain('workspace_id')
    }
  },
)
