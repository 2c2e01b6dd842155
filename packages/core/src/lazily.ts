/** Makes something when it is first asked for, and only once. */
export function lazily<Made>(make: () => Made): () => Made {
  let made: Made | undefined
  return () => (made ??= make())
}
