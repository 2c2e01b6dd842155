import type { Icon } from '@tabler/icons-react'

/** Something that the palette does. */
export type Command = {
  id: string
  group: string
  label: string
  /** Other words that it is found by. */
  also?: string
  icon: Icon
  /** Keys that do the same, as 'g l'. */
  keys?: string
  run: () => void
}

/** Words that join others: a few letters typed are not meant for them. */
const joining = new Set(['and', 'for', 'that', 'the', 'what', 'when', 'where', 'which', 'who'])

/** The commands that `text` names: each of its words begins a word of theirs. Those whose label begins so come first. */
export function findCommands<Found extends Pick<Command, 'label' | 'also'>>(
  commands: readonly Found[],
  text: string,
): Found[] {
  const wanted = wordsOf(text)
  if (wanted.length === 0) return [...commands]
  const found = commands.filter(({ label, also = '' }) => {
    const words = [...wordsOf(label), ...wordsOf(also).filter((word) => !joining.has(word))]
    return wanted.every((start) => words.some((word) => word.startsWith(start)))
  })
  const isFirst = ({ label }: Found) => label.toLowerCase().startsWith(text.trim().toLowerCase())
  return [...found.filter(isFirst), ...found.filter((one) => !isFirst(one))]
}

function wordsOf(text: string): string[] {
  return text
    .toLowerCase()
    .split(/[^\p{L}\p{N}]+/u)
    .filter((word) => word !== '')
}
