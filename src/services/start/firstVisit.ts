import type { ObjectInfoWire } from '@/protocol/nodeDefinition'

/** A workflow to begin with. */
export interface StarterWorkflow {
  readonly name: string
  readonly document: unknown
}

/** Module under which our own server lists its samples in the template index. */
export const SAMPLE_MODULE = 'parallel-samples'

/** Where our own engine's nodes say that they live. */
const OWN_NODES = 'custom_nodes.parallel'

/** Fetches a file of the server's static part, by its path from the page's base. */
export type FetchFile = (path: string) => Promise<Response>

interface TemplateModule {
  readonly moduleName?: unknown
  readonly templates?: readonly { readonly name?: unknown; readonly title?: unknown }[]
}

/** Only our own server has the samples; asking another one would leave a 404 in the browser's console. */
function hasSamples(definitions: ObjectInfoWire): boolean {
  return Object.values(definitions).some(({ python_module }) => python_module === OWN_NODES)
}

/**
 * The first of the server's own samples: it runs at the press of Run with nothing to install. Null for servers that
 * have none, where an empty workflow is the honest beginning.
 *
 * @param definitions what the server's `object_info` says
 */
export async function findStarterWorkflow(
  definitions: ObjectInfoWire,
  fetchFile: FetchFile
): Promise<StarterWorkflow | null> {
  if (!hasSamples(definitions)) return null
  try {
    const index = (await readJson(fetchFile, 'templates/index.json')) as readonly TemplateModule[]
    const sample = index.find(({ moduleName }) => moduleName === SAMPLE_MODULE)?.templates?.[0]
    if (typeof sample?.name !== 'string') return null
    const document = await readJson(fetchFile, `templates/${encodeURIComponent(sample.name)}.json`)
    return { name: typeof sample.title === 'string' ? sample.title : sample.name, document }
  } catch {
    return null
  }
}

async function readJson(fetchFile: FetchFile, path: string): Promise<unknown> {
  const response = await fetchFile(path)
  if (!response.ok) throw new Error(`${path}: ${response.status}`)
  return response.json()
}
