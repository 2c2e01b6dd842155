import { printResetLink } from '../apps/api/src/print-reset-link.ts'

try {
  const [email, ...more] = process.argv.slice(2)
  if (email === undefined || more.length > 0) {
    throw new Error('Whose password? Give one email address: pnpm reset-link ana@example.com')
  }
  await printResetLink(email, (line) => console.log(line))
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
