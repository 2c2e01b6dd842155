import { join } from 'node:path'

import { takePictures } from '../apps/web/e2e/screens/take-pictures.ts'
import { browserSteps, findBrowser } from './browser.ts'
import { root, runProgram } from './run-program.ts'

const say = (line: string) => console.log(line)

try {
  const built = await runProgram('turbo', ['run', 'build', '--output-logs=errors-only'])
  if (built !== 0) throw new Error('The build failed: there is nothing to take pictures of.')
  const executablePath = await findBrowser(browserSteps(), say)
  const folder = join(root, 'screenshots')
  const wanted = process.argv.slice(2)
  const { taken, missed } = await takePictures({ executablePath, folder, wanted, say })
  for (const one of missed) console.error(`Not taken: ${one}`)
  if (taken === 0 && missed.length === 0) throw new Error('No screen has such a name.')
  say(`${taken} pictures in ${folder}`)
  if (missed.length > 0) process.exitCode = 1
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
