export const account = 'Account'
export const colours = 'Colours'
export const schemes = { auto: 'Like the system', light: 'Light', dark: 'Dark' }
export const keys = 'Keyboard shortcuts'
