import { IconDeviceDesktop, IconMoon, IconSun } from '@tabler/icons-react'

/** The colour schemes to choose from. */
export const schemes = [
  { value: 'auto', label: 'Like the system', icon: IconDeviceDesktop },
  { value: 'light', label: 'Light', icon: IconSun },
  { value: 'dark', label: 'Dark', icon: IconMoon },
] as const

/** The scheme of that name; that of the system for any other. */
export const schemeOf = (value: string) =>
  schemes.find((scheme) => scheme.value === value)?.value ?? 'auto'
