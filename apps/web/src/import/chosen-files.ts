/** What the person at the screen changed of how a file is read. */
export type ReadingField = 'encoding' | 'isHeaderless'

type Chosen = { file: File; /** Because of what it was read once more. */ changed?: ReadingField }

// A file is only named by this, and none of it kept.
const chosen = new Map<string, Chosen>()

/** Keeps in mind, until the page is loaded anew, which file an import was read from, to read it once more in another way. */
export function rememberFile(importId: string, file: File, changed?: ReadingField): void {
  chosen.set(importId, { file, ...(changed && { changed }) })
}

/** The file that an import was read from; undefined when that was before the page was loaded, or elsewhere. */
export function rememberedFile(importId: string): Chosen | undefined {
  return chosen.get(importId)
}
