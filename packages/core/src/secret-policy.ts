const shortest = 32
const longest = 256
const fewestDifferent = 10

/** Placeholders that people and programs leave in the secret's place. */
const placeholders = ['no-secret-provided', 'secret', 'password', 'changeme', 'example', 'webhook']

/**
 * Why `secret` may not be saved as an endpoint's signing secret, in a sentence for the admin; null when it
 * may. It is taken exactly as it is: nothing is trimmed, because Cal.com signs with what was typed there.
 */
export function secretProblem(secret: string): string | null {
  if (secret === '') return 'Enter the webhook secret.'
  if (/\s/u.test(secret)) {
    return 'The secret contains a space or a line break. Copy it again without it: both sides must be the same.'
  }
  if (!/^[\x21-\x7e]*$/.test(secret)) {
    return 'The secret contains a character that is not plain ASCII. Use letters, digits and signs.'
  }
  if (isPlaceholder(secret)) {
    return 'This is a well-known word, not a secret. Generate one instead.'
  }
  if (secret.length < shortest) {
    return `The secret has ${secret.length} characters; it needs at least ${shortest}.`
  }
  if (secret.length > longest) {
    return `The secret has ${secret.length} characters; at most ${longest} are allowed.`
  }
  if (new Set(secret).size < fewestDifferent) {
    return `The secret repeats itself: it needs at least ${fewestDifferent} different characters.`
  }
  return null
}

// A word that is repeated, or padded with a few digits and signs, is still that word.
function isPlaceholder(secret: string): boolean {
  const plain = secret.toLowerCase()
  const rest = placeholders.reduce((left, word) => left.replaceAll(word, ''), plain)
  return rest !== plain && !/[a-z]/.test(rest) && new Set(rest).size < 5
}
