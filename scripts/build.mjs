// `npm run build`: the page to dist/, the server to dist-server/, and the bundle's budget.
import { checkBundle } from './lib/bundle.mjs'
import { buildAll, ensureInstalled } from './lib/project.mjs'

await ensureInstalled()
await buildAll()
process.exit(checkBundle() ? 0 : 1)
