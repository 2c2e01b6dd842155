import { parseArgs } from 'node:util'

import { seedDatabase } from '../apps/api/src/seed.ts'

const most = 5_000_000

try {
  const { values } = parseArgs({ options: { leads: { type: 'string', default: '200' } } })
  const count = Number(values.leads)
  if (!Number.isInteger(count) || count < 1 || count > most) {
    throw new Error(`--leads is how many to add: a whole number from 1 to ${most}.`)
  }
  await seedDatabase(count, (line) => console.log(line))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
