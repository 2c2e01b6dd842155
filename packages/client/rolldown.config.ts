import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'

import { defineConfig } from 'rolldown'

import { bundleTypes } from './build/bundle-types.ts'

const here = (path: string) => fileURLToPath(new URL(path, import.meta.url))

export default defineConfig({
  input: { index: 'src/index.ts' },
  external: /^@trpc\//,
  output: { dir: 'dist', format: 'esm', entryFileNames: '[name].js', cleanDir: true },
  plugins: [{ name: 'types', writeBundle: () => writeTypes(here('dist/index.d.ts')) }],
})

/** Writes the types of this package, those of the server's router among them, as one file. */
function writeTypes(target: string): void {
  const folder = mkdtempSync(join(tmpdir(), 'solar-capture-types-'))
  try {
    emitDeclarations(folder)
    const entry = join(folder, 'packages', 'client', 'src', 'index.d.ts')
    writeFileSync(target, bundleTypes(folder, entry))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function emitDeclarations(folder: string): void {
  const compiler = createRequire(import.meta.url).resolve('typescript/package.json')
  const tsc = join(dirname(compiler), 'bin', 'tsc')
  const project = ['--project', here('tsconfig.types.json'), '--outDir', folder]
  const { status, stdout } = spawnSync(process.execPath, [tsc, ...project], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`The types could not be made:\n${stdout}`)
}
