import { afterAll, beforeAll, expect, test } from 'vitest'

import { startAccount, type AccountServer } from './account.testing.ts'

// 200 of each, as the bar has it, take minutes.
const samples = process.env['EXHAUSTIVE'] ? 200 : 60
const mostRounds = 3

let server: AccountServer
beforeAll(async () => {
  server = await startAccount()
})
afterAll(() => server.close())

let tries = 0

/** Tries a wrong password, which is looked at, and answers what came of it and the milliseconds that it took. */
async function tryAs(email: string) {
  // Each from an address and at a time of its own, so that none is refused.
  tries += 1
  const from = `10.${tries >> 16}.${(tries >> 8) & 255}.${tries & 255}`
  server.later(61)
  const start = performance.now()
  const { status, body } = await server.enter({ email, password: 'wrong horse battery' }, { from })
  const took = performance.now() - start
  // What is done after the answer is not to be in the way of the next.
  await server.deps.afterwards.settle()
  return { took, answer: `${status} ${body}` }
}

function medianOf(values: number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

async function measure() {
  const known: number[] = []
  const unknown: number[] = []
  const answers = new Set<string>()
  for (let round = 0; round < samples; round += 1) {
    const both = [
      async () => {
        const { took, answer } = await tryAs('ana@example.com')
        known.push(took)
        answers.add(answer)
      },
      async () => {
        const { took, answer } = await tryAs(`nobody${round}@example.com`)
        unknown.push(took)
        answers.add(answer)
      },
    ]
    // Which goes first changes, so that neither has the better place.
    for (const one of round % 2 === 0 ? both : both.toReversed()) await one()
  }
  return { known: medianOf(known), unknown: medianOf(unknown), answers }
}

test('a wrong password of somebody and one of nobody are answered the same, in the same time', async () => {
  const differences: number[] = []
  for (let round = 0; round < mostRounds; round += 1) {
    const { known, unknown, answers } = await measure()
    expect([...answers]).toEqual([expect.stringMatching(/^401 /)])
    differences.push(Math.abs(known - unknown) / Math.min(known, unknown))
    if ((differences.at(-1) ?? 1) < 0.1) break
  }
  // A machine that is busy with else may spoil a round; a real difference spoils all.
  expect(Math.min(...differences)).toBeLessThan(0.1)
}, 900_000)
