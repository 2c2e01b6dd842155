import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

import { expect, test } from 'vitest'
import { parseAst } from 'vitest/node'

import { root } from './run-program.ts'

const source = join(root, 'apps/web/src')
// What nobody reads.
const technical = new Set(['className', 'rel', 'aria-keyshortcuts'])
const worded = new Set(['title', 'label', 'message', 'description', 'placeholder', 'meaning'])

type Node = { type: string; start: number; [part: string]: unknown }

// What stands between the tags of an element, and plain attributes, the linter looks at: this finds what it does not see.
test('components and what they are made of hold no words: these are in the files of texts', () => {
  const files = readdirSync(source, { recursive: true, encoding: 'utf8' }).filter(
    (file) => /(?<!\.test)\.tsx?$/.test(file) && !file.startsWith('texts'),
  )
  expect(files).toContain('main.tsx')
  const found = files.flatMap((file) =>
    wordsOf(file, readFileSync(join(source, file), 'utf8')).map(
      ({ words, line }) => `${file}:${line} ${words}`,
    ),
  )
  expect(found).toEqual([])
})

test('words are found wherever they are shown', () => {
  const shown = `
    const Stop = ({ on, name }) => {
      tell({ title: on ? 'Not stopped' : undefined, id: 'not stopped' })
      return <b className="muted small" title={\`Stop \${name}\`}>{on && 'Stop'} · {name ?? 'Nobody'}</b>
    }
    function wordOf(on) { return on ? 'On' : 'Off' }`
  expect(wordsOf('shown.tsx', shown).map(({ words }) => words)).toEqual([
    'Not stopped',
    'Stop',
    'Stop',
    'Nobody',
    'On',
    'Off',
  ])
})

function wordsOf(file: string, code: string): { words: string; line: number }[] {
  const found: { words: string; line: number }[] = []
  look(parseAst(code, { lang: file.endsWith('x') ? 'tsx' : 'ts' }), false)
  return found

  /** Looks into a part of the program; `isShown` when a string that stands here is read by people. */
  function look(part: unknown, isShown: boolean): void {
    if (Array.isArray(part)) return part.forEach((one) => look(one, isShown))
    if (!isNode(part)) return
    const text = textOf(part)
    if (text !== null) {
      if ((isShown || part.type === 'JSXText') && isWords(text))
        found.push({ words: text.trim(), line: code.slice(0, part.start).split('\n').length })
      return
    }
    for (const [name, value] of Object.entries(part)) look(value, showsIn(part, name, isShown))
  }
}

/** Whether what is the part `name` of a node is shown, where the node itself is or is not. */
function showsIn(node: Node, name: string, isShown: boolean): boolean {
  switch (node.type) {
    case 'JSXElement':
    case 'JSXFragment':
      return name === 'children'
    case 'JSXAttribute':
      return !technical.has(nameOf(node['name']))
    case 'Property':
      return name === 'value' && worded.has(nameOf(node['key']))
    case 'ReturnStatement':
      return true
    case 'ArrowFunctionExpression':
      return name === 'body'
    case 'ConditionalExpression':
      return isShown && name !== 'test'
    case 'LogicalExpression':
    case 'TemplateLiteral':
    case 'JSXExpressionContainer':
    case 'ArrayExpression':
      return isShown
    default:
      return false
  }
}

function textOf({ type, value }: Node): string | null {
  if (type === 'TemplateElement') {
    return typeof value === 'object' && value !== null && 'cooked' in value
      ? String(value.cooked)
      : ''
  }
  return (type === 'JSXText' || type === 'Literal') && typeof value === 'string' ? value : null
}

function nameOf(key: unknown): string {
  if (!isNode(key)) return ''
  return String(key['name'] ?? key['value'])
}

/** Whether a text is for people: it begins as a sentence, or has more than one word. */
function isWords(text: string): boolean {
  return /^[A-Z][a-z]/.test(text.trim()) || /[a-z,.] [a-zA-Z]/.test(text)
}

function isNode(part: unknown): part is Node {
  return typeof part === 'object' && part !== null && 'type' in part && 'start' in part
}
