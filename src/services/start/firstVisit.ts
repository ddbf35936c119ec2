/** A workflow to begin with. */
export interface StarterWorkflow {
  readonly name: string
  readonly document: unknown
}

/** Module under which our own server lists its samples in the template index. */
export const SAMPLE_MODULE = 'parallel-samples'

/** Fetches a file of the server's static part, by its path from the page's base. */
export type FetchFile = (path: string) => Promise<Response>

interface TemplateModule {
  readonly moduleName?: unknown
  readonly templates?: readonly { readonly name?: unknown; readonly title?: unknown }[]
}

/**
 * The first of the server's own samples: it runs at the press of Run with nothing to install. Null for servers that
 * have none, where an empty workflow is the honest beginning.
 */
export async function findStarterWorkflow(fetchFile: FetchFile): Promise<StarterWorkflow | null> {
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
