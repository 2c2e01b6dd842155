import * as texts from '../texts/palette.ts'
import type { Lead } from '../trpc.ts'
import { type Command, findCommands } from './find-commands.ts'

/** What the palette shows of a lead. */
export type ShownLead = Pick<Lead, 'id' | 'name' | 'email' | 'phone'> & {
  stage: Pick<Lead['stage'], 'name' | 'colour'>
}

/** A line of the palette. `id` is unique in it. */
export type Option =
  | { kind: 'command'; id: string; command: Command }
  | { kind: 'lead'; id: string; lead: ShownLead }
  | { kind: 'all'; id: 'all'; text: string }

export type OptionGroup = { name: string; options: Option[] }

type Given = {
  text: string
  commands: readonly Command[]
  /** Leads that were found for the text. */
  found: readonly ShownLead[]
  /** Leads that were opened before. */
  recent: readonly ShownLead[]
}

/** What the palette lists: before anything is typed all there is, then what the text names, with the leads found for it. */
export function listOptions({ text, commands, found, recent }: Given): OptionGroup[] {
  const named: Option[] = findCommands(commands, text).map((command) => ({
    ...{ kind: 'command', id: `command-${command.id}`, command },
  }))
  if (text === '') {
    return [
      { name: texts.openedLast, options: recent.map(leadOption) },
      ...[...Map.groupBy(named, groupOf)].map(([name, options]) => ({ name, options })),
    ].filter(({ options }) => options.length > 0)
  }
  const leads: Option[] = [...found.map(leadOption), { kind: 'all', id: 'all', text }]
  return [
    { name: texts.pagesAndActions, options: named },
    { name: texts.leads, options: leads },
  ].filter(({ options }) => options.length > 0)
}

const leadOption = (lead: ShownLead): Option => ({ kind: 'lead', id: `lead-${lead.id}`, lead })

const groupOf = (option: Option) => (option.kind === 'command' ? option.command.group : '')
