import { afterAll, beforeAll, expect, test } from 'vitest'

import { createTestDatabase } from '@solar-capture/db/testing'
import { addUser } from '@solar-capture/db/users'

import { describeError } from './describe-error.ts'

let database: Awaited<ReturnType<typeof createTestDatabase>>

beforeAll(async () => {
  database = await createTestDatabase()
})
afterAll(() => database.close())

test('of a failed query neither statement nor values are told, but code and constraint are', async () => {
  const id = '0197aaaa-0000-7000-8000-000000000001'
  const user = { id, name: 'Ana Ortiz', email: 'ana@example.com', passwordHash: 'hashed' }
  await addUser(database.db, user, new Date())
  const failed = await addUser(
    database.db,
    { ...user, id: id.replace('1', '2') },
    new Date(),
  ).catch((error: unknown) => error)
  const described = describeError(failed)
  expect(described.cause).toMatchObject({ code: '23505', constraint: 'users_email_unique' })
  expect(JSON.stringify(described)).not.toMatch(/ana|ortiz|hashed|insert into/i)

  const malformed = await database.sql`select ${'ana@example.com'}::uuid`.catch(
    (error: unknown) => error,
  )
  expect(describeError(malformed)).toMatchObject({ message: 'A query failed.', code: '22P02' })
  expect(JSON.stringify(describeError(malformed))).not.toContain('ana@')
})

test('other errors are told with their message, place and cause', () => {
  const error = new Error('The key file cannot be read.', { cause: new TypeError('Bad path') })
  const described = describeError(error)
  expect(described).toMatchObject({
    name: 'Error',
    message: 'The key file cannot be read.',
    cause: { name: 'TypeError', message: 'Bad path' },
  })
  expect(described.stack).toContain('describe-error.test.ts')
})

test('what is thrown but no error is not told', () => {
  expect(describeError('ana@example.com')).toEqual({ message: 'Something was thrown: string.' })
})
