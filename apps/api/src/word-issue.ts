import type { z } from 'zod'

/**
 * What is wrong with a value of an input, for the person who typed it, where its shape has no words of its own; undefined
 * leaves it to zod's, which are for developers.
 */
export function wordIssue(issue: z.core.$ZodRawIssue): string | undefined {
  switch (issue.code) {
    case 'too_big':
      if (issue.origin === 'string') return `Use at most ${amount(issue.maximum)} characters.`
      return issue.origin === 'array' ? `At most ${amount(issue.maximum)} at once.` : undefined
    case 'too_small':
      if (issue.origin !== 'string') return undefined
      return Number(issue.minimum) <= 1
        ? 'Enter something here.'
        : `Use at least ${amount(issue.minimum)} characters.`
    case 'invalid_format':
      return issue.format === 'email'
        ? 'Enter an email address, such as jane@example.com.'
        : undefined
    default:
      return undefined
  }
}

function amount(count: number | bigint): string {
  return count.toLocaleString('en')
}
