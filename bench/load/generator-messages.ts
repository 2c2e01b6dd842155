import type { RunResult } from './recorder.ts'
import type { LoadSpec } from './requests.ts'

/** How the requests that were built are sent, to a port of 127.0.0.1. */
export type Load = { port: number; connections: number } & (
  | { loop: 'closed'; seconds: number | null }
  | { loop: 'open'; rate: number }
)

export type Order =
  | { kind: 'build'; spec: LoadSpec }
  /** Takes what the last run sent, each body once, to be sent again as it is. */
  | { kind: 'repeat' }
  | { kind: 'run'; load: Load }

export type Answer =
  /** How many requests there are, and the bytes of the first one. */
  | { kind: 'built'; count: number; bytes: number }
  | { kind: 'done'; result: RunResult }
  | { kind: 'failed'; message: string }
