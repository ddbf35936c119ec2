import { ensureBuilt } from '../../scripts/lib/project.mjs'

/** The page and the server are what their sources say, also when only these tests are run. */
export default async function setup(): Promise<void> {
  await ensureBuilt()
}
