import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { WorkflowService } from '@/services/services'
import { findStarterWorkflow } from '@/services/start/firstVisit'
import type { PageWorld } from './pageWorld'

const VISITED_KEY = 'parallel.visited'

/** Nothing was open: a first visit begins with a workflow that runs, any later one with an empty workflow. */
export async function openFirstWorkflow(
  workflows: Pick<WorkflowService, 'openDocument' | 'newWorkflow'>,
  definitions: ObjectInfoWire,
  { baseUrl }: Pick<PageWorld, 'baseUrl'>,
  storage: Pick<Storage, 'getItem' | 'setItem'>
): Promise<void> {
  const isFirstVisit = storage.getItem(VISITED_KEY) === null
  storage.setItem(VISITED_KEY, '1')
  const starter = isFirstVisit
    ? await findStarterWorkflow(definitions, (path) => fetch(new URL(path, baseUrl)))
    : null
  if (starter) await workflows.openDocument(starter.document, starter.name)
  else await workflows.newWorkflow()
}
