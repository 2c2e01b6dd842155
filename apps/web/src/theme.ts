import {
  type ButtonProps,
  createTheme,
  type CSSVariablesResolver,
  type DrawerProps,
  type LoaderProps,
  type MenuProps,
  type ModalProps,
  type NotificationProps,
  type TooltipProps,
} from '@mantine/core'

import { FocusableButton } from './components/focusable-button.tsx'
import * as texts from './texts/common.ts'

const dialogTitle = { fontWeight: 600, fontSize: '0.9375rem', lineHeight: 1.4 }

// What `Modal.extend` and the like make, without the code of what is not drawn at first.
const defaults = <Props>(defaultProps: Partial<Props>) => ({ defaultProps })

/** One accent, a deep amber that carries dark text; neutral greys carry everything else. */
export const theme = createTheme({
  primaryColor: 'sun',
  primaryShade: { light: 5, dark: 5 },
  autoContrast: true,
  luminanceThreshold: 0.179,
  black: '#1b1b1f',
  fontFamily: "'Inter Variable', system-ui, -apple-system, 'Segoe UI', sans-serif",
  fontFamilyMonospace:
    "ui-monospace, SFMono-Regular, Menlo, Consolas, 'Liberation Mono', monospace",
  fontSizes: { xs: '0.75rem', sm: '0.8125rem', md: '0.875rem', lg: '1rem', xl: '1.25rem' },
  headings: {
    fontWeight: '600',
    sizes: {
      h1: { fontSize: '1.25rem', lineHeight: '1.75rem' },
      h2: { fontSize: '0.9375rem', lineHeight: '1.375rem' },
      h3: { fontSize: '0.875rem', lineHeight: '1.25rem' },
    },
  },
  defaultRadius: 6,
  cursorType: 'pointer',
  respectReducedMotion: true,
  colors: {
    sun: [
      '#fff8e8',
      '#ffeec6',
      '#fedf98',
      '#fbca5f',
      '#f3b02e',
      '#e69a0b',
      '#cf8503',
      '#a96900',
      '#824f00',
      '#5c3700',
    ],
    gray: [
      '#fafafa',
      '#f4f4f5',
      '#e9e9ec',
      '#dedee3',
      '#c9c9d0',
      '#9c9ca6',
      '#676771',
      '#4f4f59',
      '#35353d',
      '#1e1e23',
    ],
    dark: [
      '#e7e7ea',
      '#bcbcc4',
      '#9d9da8',
      '#72727d',
      '#3a3a42',
      '#2c2c33',
      '#222227',
      '#17171a',
      '#101013',
      '#0a0a0c',
    ],
  },
  components: {
    InputWrapper: {
      styles: {
        label: { marginBottom: 4 },
        description: { marginBottom: 6, fontSize: '0.75rem', lineHeight: 1.4 },
        error: { fontSize: '0.75rem', lineHeight: 1.4 },
      },
    },
    Checkbox: { styles: { description: { marginTop: 2, fontSize: '0.75rem', lineHeight: 1.4 } } },
    Button: defaults<ButtonProps & { component: typeof FocusableButton }>({
      size: 'sm',
      component: FocusableButton,
    }),
    Loader: defaults<LoaderProps>({ size: 'sm' }),
    // What opens belongs to the page, not beside it.
    Menu: defaults<MenuProps>({ portalProps: { target: '#main' } }),
    Modal: defaults<ModalProps>({
      centered: true,
      // It is not the page's own header, also where two dialogs are open.
      attributes: { header: { role: 'none' } },
      styles: {
        content: { border: '1px solid var(--line)' },
        title: dialogTitle,
      },
      overlayProps: { backgroundOpacity: 0.4 },
      closeButtonProps: { 'aria-label': texts.close },
      transitionProps: { duration: 120, transition: 'fade' },
    }),
    Drawer: defaults<DrawerProps>({
      styles: { title: dialogTitle },
      overlayProps: { backgroundOpacity: 0.4 },
      closeButtonProps: { 'aria-label': texts.close },
    }),
    Notification: defaults<NotificationProps>({
      withBorder: true,
      closeButtonProps: { 'aria-label': texts.close },
    }),
    Tooltip: defaults<TooltipProps>({
      openDelay: 300,
      withinPortal: true,
      events: { hover: true, focus: true, touch: false },
    }),
  },
})

/** What Mantine derives with too little contrast for WCAG AA, replaced. */
export const cssVariables: CSSVariablesResolver = () => ({
  variables: {},
  light: {
    '--mantine-color-anchor': '#8a4b00',
    '--mantine-color-dimmed': '#676771',
    '--mantine-color-placeholder': '#73737d',
    '--mantine-color-error': '#c02626',
    // Of what a menu marks as red; red buttons are darker than that.
    '--mantine-color-red-6': '#c02626',
    '--mantine-color-text': '#1e1e23',
  },
  dark: {
    '--mantine-color-anchor': '#f3b02e',
    '--mantine-color-dimmed': '#9d9da8',
    '--mantine-color-placeholder': '#8b8b96',
    '--mantine-color-error': '#ff8d85',
    '--mantine-color-text': '#e7e7ea',
  },
})
