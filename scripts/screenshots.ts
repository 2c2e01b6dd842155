import { join } from 'node:path'

import { takeReadmePictures } from '../apps/web/e2e/screens/readme-pictures.ts'
import { takePictures } from '../apps/web/e2e/screens/take-pictures.ts'
import { browserSteps, findBrowser } from './browser.ts'
import { root, runProgram } from './run-program.ts'

const say = (line: string) => console.log(line)

try {
  const built = await runProgram('turbo', ['run', 'build', '--output-logs=errors-only'])
  if (built !== 0) throw new Error('The build failed: there is nothing to take pictures of.')
  const executablePath = await findBrowser(browserSteps(), say)
  const wanted = process.argv.slice(2)
  if (wanted.includes('--readme')) await takeForReadme(executablePath)
  else await takeAll(executablePath, wanted)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}

async function takeForReadme(executablePath: string): Promise<void> {
  const folder = join(root, 'docs/pictures')
  for (const path of await takeReadmePictures({ executablePath, folder })) say(path)
}

async function takeAll(executablePath: string, wanted: string[]): Promise<void> {
  const folder = join(root, 'screenshots')
  const { taken, faults } = await takePictures({ executablePath, folder, wanted, say })
  if (taken === 0 && faults.length === 0) throw new Error('No screen has such a name.')
  say(`${taken} pictures in ${folder}, each checked; ${faults.length} faults`)
  for (const one of faults) console.error(one)
  if (faults.length > 0) process.exitCode = 1
}
