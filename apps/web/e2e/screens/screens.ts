import { accessScreens } from './access-screens.ts'
import { accountScreens } from './account-screens.ts'
import { bookingScreens } from './booking-screens.ts'
import { frameScreens } from './frame-screens.ts'
import { importScreens } from './import-screens.ts'
import { leadScreens } from './lead-screens.ts'
import { pipelineScreens } from './pipeline-screens.ts'
import { reconcileScreens } from './reconcile-screens.ts'
import type { Screen } from './screen.ts'
import { secretScreens } from './secret-screens.ts'
import { settingsScreens } from './settings-screens.ts'

/** Every screen of the product; one that is not here has no picture. */
export const screens: Screen[] = [
  ...accessScreens,
  ...frameScreens,
  ...leadScreens,
  ...bookingScreens,
  ...settingsScreens,
  ...accountScreens,
  ...pipelineScreens,
  ...reconcileScreens,
  // Last, for they add leads and accounts.
  ...importScreens,
  ...secretScreens,
]
