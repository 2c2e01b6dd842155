const scheme = 'data-mantine-color-scheme'

/** Has every page be printed in the light colours, whichever it is shown in. */
export function printLight(): void {
  const { documentElement: root } = document
  let shown: string | null = null
  window.addEventListener('beforeprint', () => {
    shown ??= root.getAttribute(scheme)
    root.setAttribute(scheme, 'light')
  })
  window.addEventListener('afterprint', () => {
    if (shown !== null) root.setAttribute(scheme, shown)
    shown = null
  })
}
