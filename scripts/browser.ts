import { execFileSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { homedir } from 'node:os'
import { delimiter, join } from 'node:path'

import { root, runProgram } from './run-program.ts'

/** A place that Chromium may come from. */
export type BrowserStep = {
  /** Where it looks, in words. */
  name: string
  /** Path of a Chromium that may work, or null when this place has none. */
  find: () => string | null | Promise<string | null>
}

/**
 * The first Chromium, in the order of `steps`, that starts: its path. A step that finds none, throws, or finds
 * one that does not start is told to `say` and passed over; throws an Error that says what to do when none is left.
 */
export async function findBrowser(
  steps: BrowserStep[],
  say: (line: string) => void = () => {},
  starts: (path: string) => boolean = startsUp,
): Promise<string> {
  const reasons: string[] = []
  for (const { name, find } of steps) {
    try {
      const path = await find()
      if (path !== null && starts(path)) {
        say(`Browser: ${path} (${name})`)
        return path
      }
      reasons.push(`${name}: ${path === null ? 'none' : `${path} does not start`}`)
    } catch (error) {
      reasons.push(`${name}: ${error instanceof Error ? error.message : String(error)}`)
    }
  }
  throw new Error(
    `No Chromium to run the browser tests with.\n${reasons.map((reason) => `- ${reason}`).join('\n')}
Install Chromium or Chrome, or set CHROMIUM_PATH to the program's path.`,
  )
}

/** The places that are tried, the cheapest first; the last two download something. */
export function browserSteps(env: NodeJS.ProcessEnv = process.env): BrowserStep[] {
  if (env['CHROMIUM_PATH']) {
    const path = env['CHROMIUM_PATH']
    return [{ name: 'CHROMIUM_PATH', find: () => path }]
  }
  const folders = (env['PATH'] ?? '').split(delimiter).filter((folder) => folder !== '')
  return [
    { name: 'on this machine', find: () => findOnMachine(folders) },
    { name: "Playwright's earlier download", find: findDownloaded },
    { name: "Playwright's download", find: download },
    { name: "Debian's package", find: () => installFromDebian(folders) },
  ]
}

/** The first known Chromium or Chrome in `folders` or at one of `places`; null when there is none. */
export function findOnMachine(folders: string[], places: string[] = usualPlaces): string | null {
  const inFolders = programNames.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...inFolders, ...places].find((path) => existsSync(path)) ?? null
}

const programNames = [
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
  'chrome',
  'microsoft-edge',
]

const usualPlaces = [
  '/usr/bin/chromium',
  '/usr/lib/chromium/chromium',
  '/opt/google/chrome/chrome',
  ...['/Applications', join(homedir(), 'Applications')].flatMap((folder) => [
    `${folder}/Chromium.app/Contents/MacOS/Chromium`,
    `${folder}/Google Chrome.app/Contents/MacOS/Google Chrome`,
  ]),
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
  'C:\\Program Files (x86)\\Google\\Chrome\\Application\\chrome.exe',
]

function findDownloaded(): string | null {
  // Playwright belongs to the web app, so it is looked up from there.
  const requireFromWeb = createRequire(join(root, 'apps', 'web', 'package.json'))
  const { chromium } = requireFromWeb('@playwright/test')
  const path: string = chromium.executablePath()
  return existsSync(path) ? path : null
}

async function download(): Promise<string | null> {
  const code = await runProgram('playwright', ['install', '--no-shell', 'chromium'], {
    cwd: join(root, 'apps', 'web'),
    env: { PLAYWRIGHT_DOWNLOAD_CONNECTION_TIMEOUT: '10000' },
  })
  return code === 0 ? findDownloaded() : null
}

async function installFromDebian(folders: string[]): Promise<string | null> {
  if (process.getuid?.() !== 0 || !existsSync('/etc/debian_version')) return null
  const env = { DEBIAN_FRONTEND: 'noninteractive' }
  const packages = ['chromium', 'fonts-liberation', 'fonts-noto-core']
  await runProgram('apt-get', ['update', '-qq'], { env })
  await runProgram('apt-get', ['install', '-y', '-qq', '--no-install-recommends', ...packages], {
    env,
  })
  return findOnMachine(folders)
}

// A package may be there without its libraries, or be a stub that only names another one.
function startsUp(path: string): boolean {
  try {
    execFileSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 })
    return true
  } catch {
    return false
  }
}
