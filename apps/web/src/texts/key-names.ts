/** What is written on keys whose name is another one. */
export const keyNames: Record<string, string> = {
  Escape: 'Esc',
  ArrowDown: '↓',
  ArrowUp: '↑',
  ArrowLeft: '←',
  ArrowRight: '→',
  ' ': 'Space',
}
export const modifier = (isMac: boolean) => (isMac ? '⌘' : 'Ctrl')
export const shift = 'Shift'
