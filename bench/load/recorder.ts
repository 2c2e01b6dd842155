import { noAnswer } from './connection.ts'
import type { BuiltRequest, Kind } from './requests.ts'

/** What became of a run. Times in milliseconds. */
export type RunResult = {
  sent: number
  /** Answered with 2xx. */
  acknowledged: Record<Kind, number>
  /** How many leads these booked that no request booked before. A cancellation leaves a lead in its stage. */
  leads: number
  /** Anything else, by status; 0 is no answer. */
  refused: Record<number, number>
  /** How many leads of each recipient were booked. */
  booked: number[]
  perSecond: number
  p50: number
  p99: number
  slowest: number
  /** How much later than intended the generator came to requests, at the 99th percentile: what it adds itself. */
  lateP99: number
  /** Of the whole run, until the last answer. */
  elapsedMs: number
  generatorCpuMs: number
  hadEnoughRequests: boolean
}

/** Keeps the times of a run's requests. */
export function createRecorder(requests: BuiltRequest[], recipients: number) {
  const latencies = new Float64Array(requests.length)
  const lateness = new Float64Array(requests.length)
  const acknowledged: Record<Kind, number> = {
    ...{ created: 0, rescheduled: 0, cancelled: 0, repeated: 0 },
  }
  const refused: Record<number, number> = {}
  const booked = Array.from({ length: recipients }, () => 0)
  const cpu = process.cpuUsage()
  let sent = 0
  let answered = 0
  let inTime = 0
  let leads = 0
  let lastAt = performance.now()

  return {
    unanswered: () => sent - answered,
    lastAt: () => lastAt,
    send: (index: number, lateMs: number) => {
      lateness[sent++] = lateMs
      const request = requests[index]
      if (!request?.isFirst) return
      booked[request.recipient] = (booked[request.recipient] ?? 0) + 1
    },
    answer: (index: number, status: number, latency: number, isInTime: boolean) => {
      lastAt = performance.now()
      latencies[answered++] = latency
      if (isInTime) inTime++
      const request = requests[index]
      if (request && status >= 200 && status < 300) {
        acknowledged[request.kind]++
        if (request.isFirst) leads++
      } else refused[status] = (refused[status] ?? 0) + 1
    },
    /** `measuredMs` is the time in which the answers were `isInTime`. */
    finish: (startedAt: number, measuredMs: number, hadEnoughRequests: boolean): RunResult => {
      if (sent > answered) refused[noAnswer] = (refused[noAnswer] ?? 0) + sent - answered
      const { user, system } = process.cpuUsage(cpu)
      const sorted = latencies.subarray(0, answered).toSorted()
      return {
        ...{ sent, acknowledged, leads, refused, booked, hadEnoughRequests },
        perSecond: (inTime / measuredMs) * 1_000,
        p50: quantile(sorted, 0.5),
        p99: quantile(sorted, 0.99),
        slowest: quantile(sorted, 1),
        lateP99: quantile(lateness.subarray(0, sent).toSorted(), 0.99),
        elapsedMs: lastAt - startedAt,
        generatorCpuMs: (user + system) / 1_000,
      }
    },
  }
}

/** The smallest value that at least the share `q` of the sorted ones does not exceed. */
function quantile(sorted: Float64Array, q: number): number {
  return sorted[Math.max(0, Math.ceil(sorted.length * q) - 1)] ?? Number.NaN
}
