import { listHelpPlaces } from '@/domain/nodeHelp'
import type { useNodeDefStore } from '@/stores/nodeDefStore'
import type { ComfyApi } from '../api/comfyApi'
import type { HelpPage, HelpService } from '../services'

export interface HelpContext {
  readonly api: Pick<ComfyApi, 'getStaticText' | 'staticUrl'>
  readonly nodeDefs: Pick<ReturnType<typeof useNodeDefStore>, 'getDefinition'>
}

/** Pages that were found, and types that have none, so that going through nodes asks once for each. */
export function createHelpService({ api, nodeDefs }: HelpContext): HelpService {
  const known = new Map<string, Promise<HelpPage | null>>()
  async function find(type: string, locale: string): Promise<HelpPage | null> {
    const module = nodeDefs.getDefinition(type)?.python_module ?? ''
    for (const { path, folder } of listHelpPlaces(type, module, locale)) {
      const text = await api.getStaticText(path)
      // Some servers answer what isn't there with a page.
      if (text !== null && !/^\s*<!doctype/i.test(text))
        return { text, folder: api.staticUrl(folder) }
    }
    return null
  }
  return {
    read(type, locale) {
      // Only what the server defines can have a page; a subgraph's type is an id.
      if (!nodeDefs.getDefinition(type)) return Promise.resolve(null)
      const key = `${locale} ${type}`
      const asked = known.get(key) ?? find(type, locale)
      known.set(key, asked)
      asked.catch(() => known.delete(key))
      return asked
    }
  }
}
