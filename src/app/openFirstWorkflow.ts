import type { ObjectInfoWire } from '@/protocol/nodeDefinition'
import type { WorkflowService } from '@/services/services'
import type { StarterWorkflow } from '@/services/start/firstVisit'
import { findStarterWorkflow } from '@/services/start/firstVisit'
import type { PageWorld } from './pageWorld'

const VISITED_KEY = 'parallel.visited'

/** Fetches what a first visit begins with, while the page is still being put together; null on any later one. */
export async function fetchStarter(
  definitions: Promise<ObjectInfoWire>,
  { baseUrl }: Pick<PageWorld, 'baseUrl'>,
  storage: Pick<Storage, 'getItem'>
): Promise<StarterWorkflow | null> {
  if (storage.getItem(VISITED_KEY) !== null) return null
  return findStarterWorkflow(await definitions, (path) => fetch(new URL(path, baseUrl)))
}

/** Nothing was open: a first visit begins with a workflow that runs, any later one with an empty workflow. */
export async function openFirstWorkflow(
  workflows: Pick<WorkflowService, 'openDocument' | 'newWorkflow'>,
  starter: StarterWorkflow | null,
  storage: Pick<Storage, 'setItem'>
): Promise<void> {
  storage.setItem(VISITED_KEY, '1')
  if (starter) await workflows.openDocument(starter.document, starter.name)
  else await workflows.newWorkflow()
}
