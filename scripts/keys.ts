import { runKeys } from '../apps/api/src/run-keys.ts'

try {
  const [command, ...more] = process.argv.slice(2)
  if ((command !== 'status' && command !== 'rotate') || more.length > 0) {
    throw new Error('What about the encryption keys? Run: pnpm keys status, or: pnpm keys rotate')
  }
  await runKeys(command, (line) => console.log(line))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
