import type { Page } from '@playwright/test'

import { findViolations } from './axe-violations.ts'
import { expect } from './test.ts'

/** axe finds nothing wrong with what `page` shows. */
export async function expectAccessible(page: Page): Promise<void> {
  expect(await findViolations(page)).toEqual([])
}
