import type { LeadFilter } from '@solar-capture/core/lead-filter'

import * as texts from '../texts/leads-export.ts'

export const exportFormats = ['csv', 'json'] as const
export type ExportFormat = (typeof exportFormats)[number]

const path = '/api/leads/export'

/**
 * The address of a file of the leads that a filter lets through; null with a search, which may be somebody's name: that stays out
 * of addresses and so of logs.
 */
export function exportAddress(format: ExportFormat, filter: LeadFilter): string | null {
  const { search, ...rest } = filter
  if (search !== undefined) return null
  const params = new URLSearchParams({ format })
  for (const [name, value] of Object.entries(rest)) {
    if (value === undefined) continue
    for (const one of Array.isArray(value) ? value : [value]) params.append(name, one)
  }
  return `${path}?${params.toString()}`
}

/** Fetches a file of leads, by a filter or by their ids, for the browser to save. Throws what the server says when it refuses. */
export async function fetchExport(
  wanted: { format: ExportFormat } & ({ filter: LeadFilter } | { ids: string[] }),
  workspaceId: string,
): Promise<{ name: string; blob: Blob }> {
  const answer = await fetch(path, {
    method: 'POST',
    headers: { 'content-type': 'application/json', 'x-solar-capture-workspace': workspaceId },
    body: JSON.stringify(wanted),
  })
  if (!answer.ok) throw new ExportRefused(refusalOf(await answer.json().catch(() => null)))
  const disposition = answer.headers.get('content-disposition') ?? ''
  const [, name = `leads.${wanted.format}`] = /filename="([^"]+)"/.exec(disposition) ?? []
  return { name, blob: await answer.blob() }
}

/** The server made no file, and said why. */
export class ExportRefused extends Error {}

function refusalOf(body: unknown): string {
  const error: unknown = typeof body === 'object' && body !== null && 'error' in body && body.error
  const message: unknown =
    typeof error === 'object' && error !== null && 'message' in error && error.message
  return typeof message === 'string' ? message : texts.noFile
}
