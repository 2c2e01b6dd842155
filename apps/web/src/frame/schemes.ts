import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'

import * as texts from '../texts/user-menu.ts'

/** The colour schemes to choose from. */
export const schemes = [
  { value: 'auto', label: texts.schemes.auto, icon: IconDeviceDesktop },
  { value: 'light', label: texts.schemes.light, icon: IconSun },
  { value: 'dark', label: texts.schemes.dark, icon: IconMoon },
] as const

/** The scheme of that name; that of the system for any other. */
export const schemeOf = (value: string) =>
  schemes.find((scheme) => scheme.value === value)?.value ?? 'auto'
