import { fileURLToPath } from 'node:url'
import { mergeConfig } from 'vite'
import base from '../../../vite.config'

/** The gallery: surfaces on stores filled by builders, to look at without a server. `npx vite --config <this file>` */
export default mergeConfig(base, {
  root: fileURLToPath(new URL('../../../', import.meta.url)),
  server: { host: '127.0.0.1', open: false, proxy: {} }
})
