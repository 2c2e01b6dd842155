import { parseArgs } from 'node:util'

export const sections = ['closed', 'spread', 'open', 'leads'] as const
export type Section = (typeof sections)[number]

export type Options = {
  sections: Section[]
  rounds: number
  /** Of each variant in each round. */
  seconds: number
  /** How many leads the workspaces of the section `leads` have. */
  sizes: number[]
  /** Connections of each variant to the database; null finds the best one out. */
  pools: { bare: number | null; textbook: number | null }
  profile: boolean
}

export const usage = `Measures what receiving a webhook costs, beside two servers that do less or do it plainly.

  pnpm build && pnpm bench ingest [closed] [spread] [open] [leads]      (all of them when none is named)

  closed   as many as it takes, on 32 and on 64 connections, one workspace
  spread   the same on 32 connections, over 100 workspaces
  open     300 and 1,000 a second, latency from when each was meant to be sent
  leads    what one costs with 1,000, 100,000 and 1,000,000 leads in the workspace (also --leads)

  --rounds 3          how often the variants take turns; 5 or more for figures that are published
  --seconds 3         how long each turn is; 10 or more for figures that are published
  --sizes 1000,100000,1000000     of the section leads
  --bare-pool, --textbook-pool    their connections to the database, instead of finding out the best
  --profile           profiles the product (CPU), says where, and lists where its time went

A durable PostgreSQL is started in the folder for temporary files (TMPDIR); BENCH_DATABASE_URL names another
one, whose role may create databases.`

/** Reads the command line; null asks for the usage. Throws an Error that names the mistake. */
export function readOptions(args: string[]): Options | null {
  const { values, positionals } = parseArgs({
    args,
    allowPositionals: true,
    options: {
      rounds: { type: 'string', default: '3' },
      seconds: { type: 'string', default: '3' },
      sizes: { type: 'string', default: '1000,100000,1000000' },
      'bare-pool': { type: 'string' },
      'textbook-pool': { type: 'string' },
      leads: { type: 'boolean', default: false },
      profile: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  if (values.help) return null
  const named = [...positionals.map(toSection), ...(values.leads ? ['leads' as const] : [])]
  const pool = (name: 'bare-pool' | 'textbook-pool') =>
    values[name] === undefined ? null : wholeNumber(`--${name}`, values[name], 1, 50)
  return {
    sections: named.length === 0 ? [...sections] : [...new Set(named)],
    rounds: wholeNumber('--rounds', values.rounds, 1, 100),
    seconds: wholeNumber('--seconds', values.seconds, 1, 600),
    sizes: values.sizes.split(',').map((size) => wholeNumber('--sizes', size, 1_000, 20_000_000)),
    pools: { bare: pool('bare-pool'), textbook: pool('textbook-pool') },
    profile: values.profile,
  }
}

function toSection(word: string): Section {
  const section = sections.find((one) => one === word)
  if (!section) throw new Error(`There is no section "${word}", only ${sections.join(', ')}.`)
  return section
}

function wholeNumber(name: string, text: string, least: number, most: number): number {
  const number = Number(text)
  if (Number.isInteger(number) && number >= least && number <= most) return number
  throw new Error(`${name} "${text}" is not a whole number from ${least} to ${most}.`)
}
