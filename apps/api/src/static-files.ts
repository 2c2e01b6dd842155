import { existsSync } from 'node:fs'
import { join, sep } from 'node:path'
import { fileURLToPath } from 'node:url'

import fastifyStatic from '@fastify/static'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'

/** Where the web app is built to; the same from the sources and from the bundle. */
export const builtWebApp = fileURLToPath(new URL('../../web/dist', import.meta.url))

const notPages = /^\/(trpc|api|webhooks|wp-json|assets)(\/|$)/

/**
 * Serves the built web app in `folder`. Answers a function that sends the app's page for a path that only the
 * app knows, and says whether it did. Without a built app nothing is served.
 */
export async function serveWebApp(
  app: FastifyInstance,
  folder: string,
): Promise<(request: FastifyRequest, reply: FastifyReply) => boolean> {
  if (!existsSync(join(folder, 'index.html'))) return () => false
  const hashed = join(folder, 'assets') + sep
  await app.register(fastifyStatic, {
    root: folder,
    wildcard: false,
    redirect: false,
    cacheControl: false,
    // The names of hashed files change with their content.
    setHeaders: (reply, path) => {
      if (path.startsWith(hashed)) {
        reply.header('cache-control', 'public, max-age=31536000, immutable')
      }
    },
  })
  return (request, reply) => {
    if (!isPageVisit(request)) return false
    void reply.sendFile('index.html')
    return true
  }
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
