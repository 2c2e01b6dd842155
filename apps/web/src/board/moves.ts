/** Where a lead is shown whose moves the server does not know of yet. */
export type PendingMove = {
  stageId: string
  /** Since when it is shown there (ISO 8601 UTC). */
  at: string
  /** Where it stands by all that the server has confirmed. */
  confirmed: string
  /** How many of its moves wait for an answer. */
  waiting: number
}

/** By the id of the lead. */
export type Moves = ReadonlyMap<string, PendingMove>

type Started = { leadId: string; from: string; to: string; at: string }

/** A lead is moved: it is shown there at once. */
export function started(moves: Moves, { leadId, from, to, at }: Started): Moves {
  const earlier = moves.get(leadId)
  const confirmed = earlier?.confirmed ?? from
  const waiting = (earlier?.waiting ?? 0) + 1
  return new Map(moves).set(leadId, { stageId: to, at, confirmed, waiting })
}

/** The server moved a lead to `stageId`. It is shown where the last of its moves leads to. */
export function confirmed(moves: Moves, leadId: string, stageId: string): Moves {
  return changed(moves, leadId, (move) => ({
    ...move,
    confirmed: stageId,
    waiting: move.waiting - 1,
  }))
}

/** The server refused a move: unless a later one still waits, the lead is back where it stands. */
export function refused(moves: Moves, leadId: string): Moves {
  return changed(moves, leadId, (move) => {
    const waiting = move.waiting - 1
    return { ...move, waiting, stageId: waiting === 0 ? move.confirmed : move.stageId }
  })
}

/** The board is fetched again since a move was answered: it tells where the lead is, unless another move waits. */
export function settled(moves: Moves, leadId: string): Moves {
  const move = moves.get(leadId)
  if (move === undefined || move.waiting > 0) return moves
  const rest = new Map(moves)
  rest.delete(leadId)
  return rest
}

function changed(moves: Moves, leadId: string, change: (move: PendingMove) => PendingMove): Moves {
  const move = moves.get(leadId)
  return move === undefined ? moves : new Map(moves).set(leadId, change(move))
}
