import { randomBytes } from 'node:crypto'
import { existsSync, readFileSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

import { pagePolicy } from './security-headers.ts'

/** Where the web app is built to; the same from the sources and from the bundle. */
export const builtWebApp = fileURLToPath(new URL('../../web/dist', import.meta.url))

const notPages = /^\/(trpc|api|webhooks|wp-json|assets)(\/|$)/
const page = 'index.html'
const noncePlaceholder = '__CSP_NONCE__'

/**
 * Serves the built web app in `folder`. Answers a function that sends the app's page for a path that only the
 * app knows, and says whether it did. Without a built app nothing is served.
 */
export async function serveWebApp(
  app: FastifyInstance,
  folder: string,
): Promise<(request: FastifyRequest, reply: FastifyReply) => boolean> {
  if (!existsSync(join(folder, page))) return () => false
  const html = readFileSync(join(folder, page), 'utf8')
  const hashed = join(folder, 'assets') + sep
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    // As it stands in the folder it has no nonce.
    globIgnore: [page],
    redirect: false,
    cacheControl: false,
    // The build puts them beside; who takes no encoding gets the file as it is.
    preCompressed: true,
    // The names of hashed files change with their content.
    setHeaders: (reply, path) => {
      if (path.startsWith(hashed)) {
        reply.header('cache-control', 'public, max-age=31536000, immutable')
      }
    },
  })
  // Whatever it accepts: who only looks whether the server is there asks for this.
  app.get('/', (_request, reply) => sendPage(reply, html))
  return (request, reply) => {
    if (!isPageVisit(request)) return false
    sendPage(reply, html)
    return true
  }
}

/** Sends the page, with a nonce that its styles are let in by; nobody can know it beforehand. */
function sendPage(reply: FastifyReply, html: string): FastifyReply {
  const nonce = randomBytes(18).toString('base64url')
  return reply
    .type('text/html; charset=utf-8')
    .header('content-security-policy', pagePolicy(nonce))
    .send(html.replaceAll(noncePlaceholder, nonce))
}

function isPageVisit({ method, url, headers }: FastifyRequest): boolean {
  const [path = ''] = url.split('?')
  const isPage = !notPages.test(path.replaceAll(/\/{2,}/g, '/')) && !/\.\w+$/.test(path)
  return (
    (method === 'GET' || method === 'HEAD') &&
    isPage &&
    headers.accept?.includes('text/html') === true
  )
}
