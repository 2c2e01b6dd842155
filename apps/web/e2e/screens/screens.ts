import { accessScreens } from './access-screens.ts'
import type { Screen } from './screen.ts'
import { settingsScreens } from './settings-screens.ts'
import { workScreens } from './work-screens.ts'

/** Every screen of the product; one that is not here has no picture. */
export const screens: Screen[] = [...accessScreens, ...workScreens, ...settingsScreens]
