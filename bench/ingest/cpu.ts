import { readFileSync, readdirSync } from 'node:fs'

// Linux tells user space in hundredths of a second, whatever the kernel counts in.
const msPerTick = 10

/** CPU time in milliseconds since each began. */
export type CpuTimes = {
  server: number
  /** The postmaster and all its processes, those that have ended included; null when it is not on this machine. */
  postgres: number | null
  /** Everything on this machine. */
  machine: number
}

/** Reads CPU times; null on machines that do not tell them as Linux does. */
export function readCpu(serverPid: number, postmasterPid: number | null): CpuTimes | null {
  const server = statOf(serverPid)
  if (!server) return null
  return {
    server: server.own,
    postgres: postmasterPid === null ? null : treeOf(postmasterPid),
    machine: ofMachine(),
  }
}

/** The postmaster that a backend (the pid that it tells) belongs to; null when it does not run on this machine. */
export function findPostmasterOf(backendPid: number): number | null {
  const backend = statOf(backendPid)
  if (backend?.name !== 'postgres') return null
  return statOf(backend.parent)?.name === 'postgres' ? backend.parent : null
}

function treeOf(pid: number): number {
  const root = statOf(pid)
  let sum = root ? root.own + root.ofEnded : 0
  for (const name of readdirSync('/proc')) {
    const stat = /^\d+$/.test(name) ? statOf(Number(name)) : null
    if (stat?.parent === pid) sum += stat.own
  }
  return sum
}

function statOf(pid: number) {
  let text: string
  try {
    text = readFileSync(`/proc/${pid}/stat`, 'utf8')
  } catch {
    return null
  }
  // "pid (name) state ppid …"; user and system time are the 14th and 15th, of ended children the next two.
  const nameEnd = text.lastIndexOf(')')
  const fields = text.slice(nameEnd + 2).split(' ')
  const ticks = (field: number) => Number(fields[field - 3]) * msPerTick
  return {
    name: text.slice(text.indexOf('(') + 1, nameEnd),
    parent: Number(fields[1]),
    own: ticks(14) + ticks(15),
    ofEnded: ticks(16) + ticks(17),
  }
}

function ofMachine(): number {
  // "cpu user nice system idle iowait irq softirq steal …"
  const [line = ''] = readFileSync('/proc/stat', 'utf8').split('\n')
  const [user = 0, nice = 0, system = 0, , , irq = 0, softirq = 0] = line
    .split(/\s+/)
    .slice(1)
    .map(Number)
  return (user + nice + system + irq + softirq) * msPerTick
}
