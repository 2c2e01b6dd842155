import { readFileSync, readdirSync } from 'node:fs'
import { basename, join } from 'node:path'

import { table } from './table.ts'

// Of the format that Node writes, what is read here.
type CpuProfile = {
  nodes: {
    id: number
    callFrame: { functionName: string; url: string; lineNumber: number }
  }[]
  samples: number[]
  timeDeltas: number[]
}

const listed = 40

/** Where the time went that the CPU profiles in `folder` tell of, without waiting: a table, the most first. */
export function tabulateSelfTimes(folder: string): string {
  const times = new Map<string, number>()
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.cpuprofile'))) {
    // Node's own file.
    const profile = JSON.parse(readFileSync(join(folder, file), 'utf8')) as CpuProfile
    const names = new Map(profile.nodes.map(({ id, callFrame }) => [id, nameOf(callFrame)]))
    for (const [index, id] of profile.samples.entries()) {
      const name = names.get(id) ?? ''
      times.set(name, (times.get(name) ?? 0) + (profile.timeDeltas[index] ?? 0))
    }
  }
  times.delete('(idle)')
  const total = [...times.values()].reduce((sum, time) => sum + time, 0)
  const rows = [...times]
    .toSorted(([, a], [, b]) => b - a)
    .slice(0, listed)
    .map(([name, time]) => [
      name,
      `${((time / total) * 100).toFixed(1)} %`,
      Math.round(time / 1_000).toLocaleString('en'),
    ])
  return table(['function', 'self', 'ms'], rows)
}

function nameOf({
  functionName,
  url,
  lineNumber,
}: CpuProfile['nodes'][number]['callFrame']): string {
  const name = functionName === '' ? '(anonymous)' : functionName
  return url === '' ? name : `${name} (${basename(url)}:${lineNumber + 1})`
}
