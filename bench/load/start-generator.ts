import { fork } from 'node:child_process'
import { fileURLToPath } from 'node:url'

import type { Cleanup } from '../cleanup.ts'
import type { Answer, Load, Order } from './generator-messages.ts'
import type { RunResult } from './recorder.ts'
import type { LoadSpec } from './requests.ts'

const program = fileURLToPath(new URL('generator.ts', import.meta.url))

export type Generator = {
  /** Builds the requests of the next run; answers how many there are and how long the first one is. */
  build: (spec: LoadSpec) => Promise<{ count: number; bytes: number }>
  /** Takes what the last run sent, each body once; answers how many there are. */
  repeat: () => Promise<number>
  /** Sends them. */
  run: (load: Load) => Promise<RunResult>
}

/** Starts the process that makes the load. One order at a time. */
export function startGenerator(cleanup: Cleanup): Generator {
  const child = fork(program, {
    serialization: 'advanced',
    execArgv: ['--max-old-space-size=4096', '--expose-gc'],
  })
  cleanup.add(() => void child.kill())

  async function ask(order: Order): Promise<Answer> {
    const answer = await new Promise<Answer>((resolve, reject) => {
      const ended = () => reject(new Error('The load generator ended.'))
      child.once('exit', ended)
      child.once('message', (message) => {
        child.off('exit', ended)
        // The generator sends nothing else.
        resolve(message as Answer)
      })
      child.send(order)
    })
    if (answer.kind === 'failed') throw new Error(`The load generator failed: ${answer.message}`)
    return answer
  }

  return {
    build: async (spec) => {
      const answer = await ask({ kind: 'build', spec })
      if (answer.kind !== 'built') throw new Error('The load generator did not build.')
      return answer
    },
    repeat: async () => {
      const answer = await ask({ kind: 'repeat' })
      if (answer.kind !== 'built') throw new Error('The load generator did not build.')
      return answer.count
    },
    run: async (load) => {
      const answer = await ask({ kind: 'run', load })
      if (answer.kind !== 'done') throw new Error('The load generator did not run.')
      return answer.result
    },
  }
}
