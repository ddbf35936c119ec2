import { toSavedPath, toSavedWorkflow } from '@/domain/savedWorkflow'
import { t } from '@/i18n/translate'
import type { useNoticeStore } from '@/stores/noticeStore'
import type { ComfyApi } from '../api/comfyApi'
import type { WorkflowService } from '../services'

export interface AddressContext {
  readonly api: Pick<ComfyApi, 'listTemplates' | 'getTemplate'>
  readonly workflows: Pick<WorkflowService, 'openDocument' | 'openSaved'>
  readonly notices: Pick<ReturnType<typeof useNoticeStore>, 'addNotice'>
}

/** Parameters that ask for a workflow; they are spent once it is open. */
const PARAMETERS = ['template', 'source', 'mode', 'workflow'] as const

/**
 * Opens what the page's address asks for: `?template=NAME`, with `&source=PACK` for one of a node pack, as ComfyUI has
 * it; or `?workflow=FOLDER/NAME` for one that is saved on the server. What can't be opened is said.
 * @returns whether something was opened
 */
export async function openFromAddress(context: AddressContext, search: string): Promise<boolean> {
  const parameters = new URLSearchParams(search)
  const template = parameters.get('template')
  const saved = parameters.get('workflow')
  const name = template || saved
  if (!name) return false
  try {
    if (template) await openTemplate(context, template, parameters.get('source'))
    else await context.workflows.openSaved(toSavedPath(toSavedWorkflow(name).name))
    return true
  } catch (error) {
    context.notices.addNotice({
      kind: 'error',
      title: t('saved.openFailed', { name }),
      detail: error instanceof Error ? error.message : String(error)
    })
    return false
  }
}

async function openTemplate(
  { api, workflows }: AddressContext,
  name: string,
  source: string | null
): Promise<void> {
  const groups = (await api.listTemplates()) ?? []
  const folder = source === null || source === 'default' ? 'templates' : source
  const found = groups
    .flatMap(({ templates }) => templates)
    .find(({ id }) => id === `${folder}/${name}`)
  if (!found) throw new Error(t('templates.unknown'))
  await workflows.openDocument(await api.getTemplate(found), found.title)
}

/** The address without what asked for a workflow, so that a reload does not open it once more. */
export function stripAddress(href: string): string {
  const url = new URL(href)
  for (const name of PARAMETERS) url.searchParams.delete(name)
  return url.href
}
