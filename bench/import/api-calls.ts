/** Calls a procedure of a running server as the dashboard does. */
export type Call = <T>(procedure: string, input: unknown, isMutation?: boolean) => Promise<T>

/** Calls procedures on a port of 127.0.0.1 as who was signed in with `cookie`. */
export function callerOf(port: number, cookie: string): Call {
  const origin = `http://127.0.0.1:${port}`
  return async (procedure, input, isMutation = true) => {
    const text = JSON.stringify(input)
    const query = isMutation ? '' : `?input=${encodeURIComponent(text)}`
    const response = await fetch(`${origin}/trpc/${procedure}${query}`, {
      headers: { 'content-type': 'application/json', origin, cookie },
      ...(isMutation ? { method: 'POST', body: text } : {}),
    })
    if (!response.ok) {
      throw new Error(`${procedure} answered ${response.status}: ${await response.text()}`)
    }
    // What tRPC answers a single call with, in the shape that the router declares.
    const { result } = (await response.json()) as { result: { data: never } }
    return result.data
  }
}
