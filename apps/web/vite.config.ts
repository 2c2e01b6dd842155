import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { brotliCompressSync, gzipSync } from 'node:zlib'

import react from '@vitejs/plugin-react'
import { defineConfig, type Plugin } from 'vite'

const api = 'http://127.0.0.1:3000'

// What the list of leads is drawn with. Menus, dialogs and the like are fetched by what opens them.
const componentsAtFirst =
  'Box|Button|CloseButton|FloatingIndicator|Input|InputBase|Loader|NativeSelect|SegmentedControl|Skeleton|TextInput|Transition|UnstyledButton|VisuallyHidden'
const mantineAtFirst = new RegExp(
  String.raw`@mantine[\\/]core[\\/]esm[\\/](core|components[\\/](${componentsAtFirst}))[\\/]`,
)

export default defineConfig({
  plugins: [react(), compress()],
  server: { proxy: { '/trpc': api, '/api': api, '/webhooks': api } },
  build: {
    target: 'es2023',
    rolldownOptions: {
      // Texts stand where they are used, so that their names in `src/texts` cost nothing and each page loads its own ones alone.
      optimization: { inlineConst: { mode: 'all' } },
      output: {
        codeSplitting: {
          // These change with an upgrade only, so browsers keep them across our releases.
          groups: [
            { name: 'react', test: /node_modules[\\/](react|react-dom|scheduler)[\\/]/ },
            { name: 'mantine', test: mantineAtFirst },
            { name: 'data', test: /node_modules[\\/](@tanstack|@trpc)[\\/]/ },
          ],
        },
      },
    },
  },
})

/** Puts a copy in brotli and one in gzip beside each script and style, for the server to send to whoever takes them. */
function compress(): Plugin {
  return {
    name: 'compress',
    apply: 'build',
    // Not any sooner: Vite fills in what a chunk loads once all plugins have seen the bundle.
    async writeBundle({ dir = '' }, bundle) {
      for (const fileName of Object.keys(bundle).filter((name) => /\.(js|css)$/.test(name))) {
        const path = join(dir, fileName)
        const source = await readFile(path)
        await writeFile(`${path}.br`, brotliCompressSync(source))
        await writeFile(`${path}.gz`, gzipSync(source, { level: 9 }))
      }
    },
  }
}
