import { dirname, join } from 'node:path'

import { readDeclarationFile, referencesIn, type DeclarationFile } from './declaration-file.ts'

/** What callers never see: the context, which reaches all of the server, and what its procedures are built by. */
const opaque: Record<string, string> = { Context: 'object', ProcedureName: 'string' }

type Edit = { span: { start: number; end: number }; text: string }

/**
 * The text of the declaration file `entry`, with all that it names of this repository written into it, so that it imports
 * nothing but packages of tRPC. `root` is the folder of the repository's declaration files, as the compiler wrote
 * them. Throws for a name that is not there, or that is one thing here and another there, or of another package.
 */
export function bundleTypes(root: string, entry: string): string {
  const files = new Map<string, DeclarationFile>()
  const places = new Map<string, string>()
  const declarations: string[] = []

  function read(path: string): DeclarationFile {
    const file = files.get(path) ?? readDeclarationFile(path)
    files.set(path, file)
    return file
  }

  /** Declares what `path` calls `name`, and what that names in turn; answers what it is called here. */
  function declare(path: string, name: string): string {
    const known = opaque[name]
    if (known !== undefined) return known
    const place = places.get(name)
    if (place === path) return name
    if (place !== undefined) throw new Error(`${name} is declared in ${place} and in ${path}.`)
    const file = read(path)
    const declaration = file.declarations.get(name)
    if (!declaration) throw new Error(`${path} declares no ${name}.`)
    places.set(name, path)
    const edits = referencesIn(declaration).flatMap(({ name: other, from, span }): Edit[] => {
      const source = from ?? file.imports.get(other)?.from ?? null
      if (source === null) {
        if (file.declarations.has(other)) declare(path, other)
        return []
      }
      if (isOfTrpc(source) && from !== null) return []
      return [{ span, text: declare(placeOf(root, path, source), other) }]
    })
    declarations.push(apply(file.text, declaration, edits))
    return name
  }

  const { text, imports } = read(entry)
  const inside = [...imports].filter(([, { from }]) => !isOfTrpc(from))
  for (const [name, { from }] of inside) declare(placeOf(root, entry, from), name)
  const removed = [...new Set(inside.map(([, { statement }]) => statement))]
  const edits = removed.map((span) => ({ span, text: '' }))
  const own = apply(text, { start: 0, end: text.length }, edits)
  return `${own.trim()}\n\n${declarations.map(asAmbient).join('\n')}\n`
}

function isOfTrpc(specifier: string): boolean {
  return specifier.startsWith('@trpc/')
}

/** The declaration file that `specifier` means in `path`. */
function placeOf(root: string, path: string, specifier: string): string {
  const [, name = '', rest] = /^@solar-capture\/([^/]+)\/(.+)$/.exec(specifier) ?? []
  if (rest !== undefined) {
    return join(root, name === 'api' ? 'apps' : 'packages', name, 'src', `${rest}.d.ts`)
  }
  if (!specifier.startsWith('.')) throw new Error(`${path} has a type of ${specifier} in it.`)
  return join(dirname(path), specifier.replace(/\.ts$/, '.d.ts'))
}

function apply(text: string, { start, end }: Edit['span'], edits: Edit[]): string {
  let result = ''
  let at = start
  for (const { span, text: instead } of edits) {
    result += text.slice(at, span.start) + instead
    at = span.end
  }
  return result + text.slice(at, end)
}

function asAmbient(declaration: string): string {
  return declaration.replace(/^(?=const |function |class |enum )/, 'declare ')
}
