/**
 * A shell command that posts `body` to an endpoint's `url`, signed with a secret that whoever runs it has to give. Null for a
 * body with characters that a terminal would act upon when the command is pasted.
 */
export function curlCommand(url: string, body: string): string | null {
  // Line breaks and tabs do no harm within quotes.
  if (/[^\P{Cc}\n\t]/u.test(body)) return null
  return [
    `# First: export CALCOM_SECRET='the signing secret'`,
    `BODY=${quoted(body)}`,
    `: "\${CALCOM_SECRET:?is not set}" && printf '%s' "$BODY" | curl ${quoted(url)} \\`,
    `  --header 'content-type: application/json' \\`,
    `  --header "x-cal-signature-256: $(printf '%s' "$BODY" | openssl dgst -sha256 -hmac "$CALCOM_SECRET" -r | cut -d ' ' -f 1)" \\`,
    `  --data-binary @-`,
  ].join('\n')
}

function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`
}
