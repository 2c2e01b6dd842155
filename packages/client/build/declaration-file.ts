import { readFileSync } from 'node:fs'

import { parseSync } from 'rolldown/utils'

type Span = { start: number; end: number }
/** Anything in a syntax tree. */
type Node = Span & { type: string } & Record<string, unknown>

/** Something of another declaration, or of the module `from`, that a text names. `span` is what stands for it. */
export type Reference = { name: string; from: string | null; span: Span }

/** A declaration file: what it declares and imports, by name. */
export type DeclarationFile = {
  text: string
  imports: Map<string, { from: string; statement: Span }>
  declarations: Map<string, Node>
}

/** Reads a declaration file that the compiler wrote. Throws for an import under another name. */
export function readDeclarationFile(path: string): DeclarationFile {
  const text = readFileSync(path, 'utf8')
  const { program, errors } = parseSync(path, text)
  const [problem] = errors
  if (problem) throw new Error(`${path} cannot be read: ${problem.message}`)
  // Looked at as any tree: of the many kinds of nodes only a few matter here.
  const statements = program.body as unknown as Node[]
  const imports: DeclarationFile['imports'] = new Map()
  const declarations: DeclarationFile['declarations'] = new Map()
  for (const statement of statements) {
    if (statement.type === 'ImportDeclaration') {
      const from = sourceOf(statement)
      for (const { imported, local } of statement['specifiers'] as Record<string, Node>[]) {
        const name = nameOf(local)
        if (nameOf(imported) !== name) throw new Error(`${path} calls something ${name}.`)
        imports.set(name, { from, statement })
      }
    } else {
      const declared = (statement['declaration'] ?? statement) as Node
      for (const name of namesOf(declared)) declarations.set(name, declared)
    }
  }
  return { text, imports, declarations }
}

/** What is named within a declaration, in the order of the text. */
export function referencesIn(declaration: Node): Reference[] {
  const found: Reference[] = []
  visit(declaration, (node) => {
    if (node.type === 'TSImportType') {
      const { qualifier } = node as unknown as { qualifier: Node }
      const span = { start: node.start, end: qualifier.end }
      found.push({ name: nameOf(qualifier), from: sourceOf(node), span })
    }
    const named = node['typeName'] ?? node['exprName'] ?? node['expression']
    if (!isNode(named)) return
    const first = leftmost(named)
    if (first.type === 'Identifier') found.push({ name: nameOf(first), from: null, span: first })
  })
  return found
}

function visit(node: Node, see: (node: Node) => void): void {
  see(node)
  for (const value of Object.values(node)) {
    for (const inner of [value].flat()) if (isNode(inner)) visit(inner, see)
  }
}

function leftmost(name: Node): Node {
  return isNode(name['left']) ? leftmost(name['left']) : name
}

function namesOf(declared: Node): string[] {
  const declarators = declared['declarations'] as Node[] | undefined
  return (declarators ?? [declared]).flatMap(({ id }) => (isNode(id) ? [nameOf(id)] : []))
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null && 'type' in value
}

function nameOf(node: Node | undefined): string {
  const name = node?.['name']
  if (typeof name !== 'string') throw new Error(`There is no plain name: ${JSON.stringify(node)}`)
  return name
}

function sourceOf({ source }: Node): string {
  return (source as { value: string }).value
}
