import { expect, test } from 'vitest'

import { curlCommand } from './curl-command.ts'

test('a body cannot leave its quotes, and the secret is asked for', () => {
  const command = curlCommand(
    'https://x.example/webhooks/calcom/a',
    `{"name":"O'Brien $(id) \`id\`"}`,
  )
  expect(command).toContain(`BODY='{"name":"O'\\''Brien $(id) \`id\`"}'\n`)
  expect(command).toContain(`curl 'https://x.example/webhooks/calcom/a' \\\n`)
  expect(command).toContain('\n: "${CALCOM_SECRET:?is not set}" && ')
})

test.each(['\u001b[201~', '\r', '\u0000', '\u009b'])(
  'a body that a terminal would act upon makes no command: %j',
  (character) => {
    expect(curlCommand('https://x.example', `a${character}b`)).toBeNull()
    expect(curlCommand('https://x.example', '{\n\t"a": "🌞 é"\n}')).not.toBeNull()
  },
)
