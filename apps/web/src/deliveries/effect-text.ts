import { wordEffect } from '@solar-capture/core/word-outcome'

import { viewerZone } from '../format.ts'
import type { Delivery } from '../trpc.ts'

/** What a delivery changed, with times in the viewer's time zone; null when it changed nothing. */
export function effectText({ effectDetail }: Pick<Delivery, 'effectDetail'>): string | null {
  return effectDetail && wordEffect(effectDetail, viewerZone())
}
