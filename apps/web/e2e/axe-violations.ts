import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'

type Violation = { rule: string; elements: string[] }

/** What axe finds wrong with what `page` shows, by all its rules or those named: each with the elements that break it. */
export async function findViolations(page: Page, rules?: string[]): Promise<Violation[]> {
  // No page has frames, for which axe would open a page of its own each time.
  // All rules run; what is fine is not written down for each element, which takes as long again.
  const axe = new AxeBuilder({ page }).setLegacyMode().options({
    resultTypes: ['violations'],
    // Of WCAG 2.2, and off unless asked for.
    ...(rules === undefined ? { rules: { 'target-size': { enabled: true } } } : {}),
  })
  const { violations } = await (rules === undefined ? axe : axe.withRules(rules)).analyze()
  return violations.map(({ id, nodes }) => ({ rule: id, elements: nodes.map(({ html }) => html) }))
}
