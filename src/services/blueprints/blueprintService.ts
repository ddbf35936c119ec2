import type { Blueprint } from '@/domain/blueprint'
import { makeBlueprint, nameBlueprint } from '@/domain/blueprint'
import { t } from '@/i18n/translate'
import type { WorkflowJson } from '@/protocol/prompt'
import type { useBlueprintStore } from '@/stores/blueprintStore'
import type { useDialogStore } from '@/stores/dialogStore'
import type { useNoticeStore } from '@/stores/noticeStore'
import type { ComfyApi, GlobalSubgraph } from '../api/comfyApi'
import type { BlueprintService } from '../services'

/** The user's blueprints, where ComfyUI keeps them. */
const FOLDER = 'subgraphs'

export interface BlueprintContext {
  readonly api: Pick<
    ComfyApi,
    | 'listUserFiles'
    | 'getUserFile'
    | 'storeUserFile'
    | 'deleteUserFile'
    | 'listGlobalSubgraphs'
    | 'getGlobalSubgraph'
  >
  readonly blueprints: ReturnType<typeof useBlueprintStore>
  readonly dialogs: ReturnType<typeof useDialogStore>
  readonly notices: ReturnType<typeof useNoticeStore>
}

/** Subgraphs kept for other workflows: read when they are looked for, and written from the canvas. */
export function createBlueprintService(context: BlueprintContext): BlueprintService {
  const { api, blueprints } = context
  const texts = new Map<string, string>()
  const readUserFile = async (path: string): Promise<string | null> => {
    const text = await api.getUserFile(`${FOLDER}/${path}`)
    if (text !== null) texts.set(path, text)
    return text
  }
  const listUser = async (): Promise<Blueprint[]> => {
    const paths = (await api.listUserFiles(FOLDER)).filter((path) => path.endsWith('.json'))
    return Promise.all(
      paths.map(async (path) => {
        const text = texts.get(path) ?? (await readUserFile(path).catch(() => null))
        return makeUserBlueprint(path, parse(text))
      })
    )
  }
  const listServer = async (): Promise<Blueprint[]> =>
    (await api.listGlobalSubgraphs()).map((found) => makeServerBlueprint(found))
  return {
    async refresh() {
      // A server that has one kind only shows that one.
      const found = await Promise.allSettled([listUser(), listServer()])
      blueprints.applyBlueprints(
        found.flatMap((result) => (result.status === 'fulfilled' ? result.value : []))
      )
    },
    async read(type) {
      const known = blueprints.getBlueprint(type)
      if (!known) return null
      const { kind, key } = known.place
      const text = await (kind === 'user' ? readUserFile(key) : api.getGlobalSubgraph(key))
      const document = parse(text)
      if (kind === 'server') blueprints.applyDetails(withDetails(known, document))
      return nameBlueprint(document, known.entry.title)
    },
    async publish(name, document) {
      const path = `${toFileName(name)}.json`
      const text = JSON.stringify(document)
      if (!(await store(context, path, text))) return false
      texts.set(path, text)
      await this.refresh()
      context.notices.addNotice({ kind: 'success', title: t('canvas.published', { name }) })
      return true
    },
    async remove(type) {
      const known = blueprints.getBlueprint(type)
      if (known?.place.kind !== 'user' || !(await removeFile(context, known))) return false
      texts.delete(known.place.key)
      await this.refresh()
      return true
    }
  }
}

/** Asks before. @returns whether it is gone */
async function removeFile(
  { api, dialogs }: BlueprintContext,
  { place, entry }: Blueprint
): Promise<boolean> {
  const answer = await dialogs.ask({
    title: t('canvas.removeBlueprint', { name: entry.title }),
    message: t('canvas.removeBlueprintHint'),
    confirmLabel: t('common.delete'),
    isDestructive: true
  })
  if (answer !== 'confirm') return false
  await api.deleteUserFile(`${FOLDER}/${place.key}`)
  return true
}

/** Folders inside that of the blueprints are categories. */
function makeUserBlueprint(path: string, document: WorkflowJson | null): Blueprint {
  const parts = path.slice(0, -'.json'.length).split('/')
  const title = parts.pop() ?? ''
  const folder = {
    name: ['User', ...parts].join('/'),
    label: [t('nodes.blueprints'), t('nodes.blueprintsOfMine'), ...parts].join('/')
  }
  return makeBlueprint({ kind: 'user', key: path }, title, folder, document)
}

function makeServerBlueprint({ id, name, pack }: GlobalSubgraph): Blueprint {
  const folder = { name: pack, label: `${t('nodes.blueprints')}/${pack}` }
  return makeBlueprint({ kind: 'server', key: id }, name, folder)
}

/** The same, with what its document says that it takes and gives. */
function withDetails({ place, entry }: Blueprint, document: unknown): Blueprint {
  const folder = { name: '', label: entry.categoryLabel }
  const { description, inputs, outputs } = makeBlueprint(place, entry.title, folder, document).entry
  return { place, entry: { ...entry, description, inputs, outputs } }
}

/** Asks before it writes over another. @returns whether it was written */
async function store(
  { api, dialogs }: BlueprintContext,
  path: string,
  text: string
): Promise<boolean> {
  const file = `${FOLDER}/${path}`
  if ((await api.storeUserFile(file, text, { overwrite: false })) === 'stored') return true
  const answer = await dialogs.ask({
    title: t('canvas.replaceBlueprint'),
    message: t('canvas.replaceBlueprintHint', { name: path.slice(0, -'.json'.length) }),
    confirmLabel: t('canvas.replace'),
    isDestructive: true
  })
  if (answer !== 'confirm') return false
  await api.storeUserFile(file, text, { overwrite: true })
  return true
}

/** Characters that some file system refuses, and those that lead into folders. */
function toFileName(name: string): string {
  return name.replaceAll(/[/\\:*?"<>|]/g, '_').trim() || 'Subgraph'
}

function parse(text: string | null): WorkflowJson | null {
  if (text === null) return null
  try {
    return JSON.parse(text) as WorkflowJson
  } catch {
    return null
  }
}
