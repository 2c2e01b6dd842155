import { existsSync } from 'node:fs'
import { isIP } from 'node:net'
import { join, resolve } from 'node:path'
import { fileURLToPath } from 'node:url'

import { z } from 'zod'

import { logLevels } from './logger.ts'
import { plainCode, shortestSetupCode } from './setup-code.ts'

// The folder of the whole project; the same from the sources and from the bundle.
const root = fileURLToPath(new URL('../../..', import.meta.url))

const address = z
  .string()
  .refine(isProxy, 'has to be IP addresses or ranges like 10.0.0.0/8, with commas between them')

const variables = z.object({
  PORT: z.coerce
    .number('has to be a number')
    .int('has to be a whole number')
    .min(1, 'has to be between 1 and 65535')
    .max(65_535, 'has to be between 1 and 65535')
    .default(3000),
  HOST: z.string().default('127.0.0.1'),
  PUBLIC_URL: z
    .string()
    .refine(isOrigin, 'has to be like https://leads.example.com: http or https, and no path')
    .optional(),
  DATABASE_URL: z
    .string()
    .regex(/^postgres(ql)?:\/\/\S+$/, 'has to be like postgres://user:password@host:5432/database')
    .optional(),
  DATA_DIR: z.string().default('./data'),
  ENCRYPTION_KEY: z.string().optional(),
  ENCRYPTION_KEY_PREVIOUS: z.string().optional(),
  ENCRYPTION_KEY_FILE: z.string().optional(),
  SETUP_TOKEN: z
    .string()
    .refine(
      (token) => plainCode(token).length >= shortestSetupCode,
      `has to have at least ${shortestSetupCode} characters, without hyphens and blanks`,
    )
    .optional(),
  LOG_LEVEL: z.enum(logLevels, `has to be one of ${logLevels.join(', ')}`).default('info'),
  SMTP_URL: z
    .string()
    .refine(isMailServer, 'has to be like smtp://user:password@mail.example.com:587, or smtps://…')
    .optional(),
  MAIL_FROM: z
    .string()
    .regex(
      /^[^<>\r\n]*<[^\s<>@]+@[^\s<>@]+>$|^[^\s<>@]+@[^\s<>@]+$/,
      'has to be like Solar <solar@example.com>',
    )
    .optional(),
  ALLOW_PRIVATE_ADDRESSES: z.enum(['0', '1'], 'has to be 1 or 0').default('0'),
  TRUST_PROXY: z
    .string()
    .transform((list) => list.split(',').map((one) => one.trim()))
    .pipe(z.array(address))
    .default([]),
})

export type Env = ReturnType<typeof readEnv>

/**
 * Reads the configuration from environment variables, after those in the file `.env` of the project's folder
 * were added to them. An empty variable is an unset one; paths are relative to the project's folder. Throws
 * an error for the operator that names every variable with a wrong value.
 */
export function readEnv(source: NodeJS.ProcessEnv = withEnvFile()) {
  const set = Object.entries(source).filter(([, value]) => value !== undefined && value !== '')
  const result = variables.safeParse(Object.fromEntries(set))
  if (!result.success) {
    const lines = result.error.issues.map((issue) => `  ${String(issue.path[0])} ${issue.message}.`)
    throw new Error(`The configuration cannot be used:\n${[...new Set(lines)].join('\n')}`)
  }
  const { data } = result
  if ((data.SMTP_URL === undefined) !== (data.MAIL_FROM === undefined)) {
    throw new Error('The configuration cannot be used:\n  SMTP_URL and MAIL_FROM need each other.')
  }
  return {
    port: data.PORT,
    host: data.HOST,
    publicUrl: new URL(data.PUBLIC_URL ?? `http://localhost:${data.PORT}`),
    databaseUrl: data.DATABASE_URL,
    dataDir: resolve(root, data.DATA_DIR),
    encryptionKey: data.ENCRYPTION_KEY,
    encryptionKeysBefore: data.ENCRYPTION_KEY_PREVIOUS,
    encryptionKeyFile: data.ENCRYPTION_KEY_FILE && resolve(root, data.ENCRYPTION_KEY_FILE),
    setupToken: data.SETUP_TOKEN,
    logLevel: data.LOG_LEVEL,
    /** Null where no mail is sent. */
    mail: data.SMTP_URL && data.MAIL_FROM ? { url: data.SMTP_URL, from: data.MAIL_FROM } : null,
    /** Whether messages of this server may go to addresses that are not public, and unencrypted. */
    allowPrivateAddresses: data.ALLOW_PRIVATE_ADDRESSES === '1',
    trustProxy: data.TRUST_PROXY,
  }
}

function withEnvFile(): NodeJS.ProcessEnv {
  const file = join(root, '.env')
  if (existsSync(file)) process.loadEnvFile(file)
  return process.env
}

function isOrigin(text: string): boolean {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol)) return false
  return url.href === `${url.origin}/`
}

function isMailServer(text: string): boolean {
  const url = URL.parse(text)
  return url !== null && /^smtps?:$/.test(url.protocol) && url.hostname !== ''
}

function isProxy(text: string): boolean {
  const [ip = '', bits, ...more] = text.split('/')
  const version = isIP(ip)
  if (version === 0 || more.length > 0) return false
  return (
    bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= (version === 4 ? 32 : 128))
  )
}
