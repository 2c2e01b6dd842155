import { benchExport } from './export/export.ts'
import { benchImport } from './import/import.ts'
import { benchIngest } from './ingest/ingest.ts'
import { benchReads } from './reads/reads.ts'
import { benchWeb } from './web/web.ts'

const commands: Record<string, (args: string[]) => Promise<void>> = {
  export: benchExport,
  import: benchImport,
  ingest: benchIngest,
  reads: benchReads,
  web: benchWeb,
}
const usage = `pnpm bench <what> [options]; what: ${Object.keys(commands).join(', ')}. --help tells more of each.`

try {
  const [name = '', ...args] = process.argv.slice(2)
  const command = commands[name]
  if (!command) throw new Error(usage)
  await command(args)
} catch (error) {
  console.error(error instanceof Error ? error.message : error)
  process.exitCode = 1
}
