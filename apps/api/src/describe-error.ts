export type DescribedError = {
  name?: string
  message: string
  /** PostgreSQL's or Node's code. */
  code?: string
  /** The PostgreSQL constraint that was violated. */
  constraint?: string
  /** Where it was thrown, without the message. */
  stack?: string
  cause?: DescribedError
}

/**
 * What may be logged of an error. The messages of the database layer hold statements, parameters and values,
 * which may be personal data or secrets: of its errors only code, constraint and place are told.
 */
export function describeError(error: unknown): DescribedError {
  if (!(error instanceof Error)) return { message: `Something was thrown: ${typeof error}.` }
  const ofDatabase = 'query' in error
  const described: DescribedError = {
    name: error.name,
    message: ofDatabase ? 'A query failed.' : error.message,
  }
  if ('code' in error && typeof error.code === 'string') described.code = error.code
  if ('constraint_name' in error && typeof error.constraint_name === 'string') {
    described.constraint = error.constraint_name
  }
  const frames = error.stack?.split('\n').filter((line) => /^\s+at /.test(line))
  if (frames && frames.length > 0) described.stack = frames.join('\n')
  if (error.cause !== undefined) described.cause = describeError(error.cause)
  return described
}
