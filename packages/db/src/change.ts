import type { Actor } from '@solar-capture/core/timeline'

/** In which workspace, by whom and when something is changed. */
export type Change = { workspaceId: string; actor: Actor; now: Date }
