const mostCharacters = 1_200
const mostLines = 14

/** Whether a text of the timeline is so long that it is folded. */
export function isLong(text: string): boolean {
  return text.length > mostCharacters || text.split('\n').length > mostLines
}
