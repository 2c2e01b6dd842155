/// <reference lib="dom" />
import type { Page } from '@playwright/test'

import { findViolations } from '../axe-violations.ts'

const longest = 160

/**
 * What is wrong with what `page` shows, a line each: what axe finds, and whether it has to be scrolled sideways.
 * `onlyColours` when all else was looked at.
 */
export async function findFaults(page: Page, onlyColours: boolean): Promise<string[]> {
  if (onlyColours) await page.evaluate(drawAll)
  const violations = await findViolations(page, onlyColours ? ['color-contrast'] : undefined)
  const faults = violations.flatMap(({ rule, elements }) =>
    elements.map((element) => `${rule}: ${element.slice(0, longest)}`),
  )
  const overhang = await page
    .locator('html')
    .evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth)
  return overhang > 0 ? [...faults, `${overhang} pixels too wide`] : faults
}

// What is not drawn because it is out of sight keeps the colours that it had.
function drawAll(): void {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync('* { content-visibility: visible !important }')
  document.adoptedStyleSheets.push(sheet)
}
