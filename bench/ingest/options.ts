import { parseArgs } from 'node:util'

/** Those in which others take turns with the product. */
export const comparedSections = ['closed', 'spread', 'open', 'leads'] as const
export const sections = [...comparedSections, 'floor', 'hot', 'replay', 'steady', 'memory'] as const
export type Section = (typeof sections)[number]

export type Options = {
  sections: Section[]
  rounds: number
  /** Of each variant in each round. */
  seconds: number
  /** How many leads the workspaces of the section `leads` have. */
  sizes: number[]
  /** How long the section `steady` goes on at 45 %. */
  steadySeconds: number
  /** How long the section `memory` goes on. */
  minutes: number
  /** Connections of each variant to the database; null finds the best one out. */
  pools: { bare: number | null; textbook: number | null }
  profile: boolean
}

export const usage = `Measures what receiving a webhook costs, beside two servers that do less or do it plainly.

  pnpm build && pnpm bench ingest [closed] [spread] [open] [leads]      (these four when none is named)
                                 [floor] [hot] [replay] [steady] [memory]

  closed   as many as it takes, on 32 and on 64 connections, one workspace
  spread   the same on 32 connections, over 100 workspaces
  open     300 and 1,000 a second, latency from when each was meant to be sent
  leads    what one costs with 1,000, 100,000 and 1,000,000 leads in the workspace (also --leads)
  floor    as closed and spread, by a server that decides nothing and has no index that receiving can do without:
           the most that two round trips and one transaction for each group can be
  hot      eight leads take everything, others every few hundred deliveries, or the same throughout; 32 connections
  replay   everything that came in a turn once more, which must change nothing
  steady   latency at 30 % of what it takes, beside an idle request; then 45 % for a while
  memory   of the server at 300 a second, minute by minute

  --rounds 3          how often the variants take turns; 5 or more for figures that are published
  --seconds 3         how long each turn is; 10 or more for figures that are published
  --sizes 1000,100000,1000000     of the section leads
  --steady-seconds 60     how long the section steady goes on at 45 %
  --minutes 30        how long the section memory goes on; 6 or more to tell whether it is flat
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
      'steady-seconds': { type: 'string', default: '60' },
      minutes: { type: 'string', default: '30' },
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
    sections: named.length === 0 ? [...comparedSections] : [...new Set(named)],
    rounds: wholeNumber('--rounds', values.rounds, 1, 100),
    seconds: wholeNumber('--seconds', values.seconds, 1, 600),
    sizes: values.sizes.split(',').map((size) => wholeNumber('--sizes', size, 1_000, 20_000_000)),
    steadySeconds: wholeNumber('--steady-seconds', values['steady-seconds'], 1, 600),
    minutes: wholeNumber('--minutes', values.minutes, 1, 600),
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
