import type { RunResult } from '../load/recorder.ts'
import type { Recipient } from '../load/requests.ts'

export const variantNames = ['product', 'bare', 'textbook'] as const
/** Those that take turns with the product. */
export type ComparedName = (typeof variantNames)[number]
export type VariantName = ComparedName | 'floor'

export const variantLabels: Record<VariantName, string> = {
  product: 'Solar Capture',
  bare: 'bare insert',
  textbook: 'textbook transaction',
  floor: 'floor',
}

/** Rows by what they are. */
export type Tally = Record<string, number>

/** A workspace that deliveries are sent to; `booked` goes on while it is used. */
export type Tenant = Omit<Recipient, 'upTo'>

/** A running server with a database of its own. */
export type Target = {
  variant: VariantName
  port: number
  pid: number
  tenants: Tenant[]
  /** What was stored when it was last counted; null before. */
  stored: Tally | null
  /** Counts what is stored now. */
  count: () => Promise<Tally>
  /** How much more has to be stored after a run, each that was acknowledged with its full effect. */
  expected: (result: Pick<RunResult, 'acknowledged' | 'leads'>) => Tally
  /** Brings the statistics of its tables up to date, as autovacuum does in time. */
  analyze: () => Promise<void>
}

/** The workspaces that a server gets, by how many leads each has, and its connections to the database. */
export type TargetPlan = { label: string; leads: number[]; pool: number }
