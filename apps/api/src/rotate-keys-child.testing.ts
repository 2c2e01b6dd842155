import { connect } from '@solar-capture/db/connect'
import { findRoot, keepRoot, listEncryptionKeys } from '@solar-capture/db/wrapped-columns'

import { addKey } from './key-file-ring.ts'
import { loadEncryption } from './key-file.ts'
import { rotateKeys } from './rotate-keys.ts'

// A process of its own that rotates keys, so that a test can kill it: the database and the key file are its arguments.
const [, , url = '', keyFile = ''] = process.argv
const { db, close } = connect(url, { max: 3 })
const encryption = await loadEncryption({
  ...{ dataDir: '', keyFile, listKeysInUse: () => listEncryptionKeys(db) },
  roots: { find: () => findRoot(db), keep: (root) => keepRoot(db, root) },
})
process.stdout.write('ready\n')
await rotateKeys({ db, encryption }, { addKey: () => addKey(keyFile), say: () => {} })
await close()
