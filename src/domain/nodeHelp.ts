/** A place where the help page of a node type may lie. */
export interface HelpPlace {
  /** Beside the page, not below `/api`. */
  readonly path: string
  /** What the page's pictures are relative to; ends with a slash. */
  readonly folder: string
}

/** Languages that ComfyUI's pages are written in, besides those of node packs' own choosing. */
const FALLBACK = 'en'

/**
 * Where to look for a node's help page, best first: ComfyUI's own pages at `/docs`, a pack's below its scripts
 * (protocol.md §3.1).
 * @param locale tag of a language, `zh-TW` too
 * @param pythonModule of the definition: `nodes`, `comfy_extras.nodes_mask`, `custom_nodes.Some-Pack`
 */
export function listHelpPlaces(type: string, pythonModule: string, locale: string): HelpPlace[] {
  const name = encodeURIComponent(type)
  const locales = [...new Set([locale, locale.split('-')[0]!, FALLBACK])]
  const pack = getPack(pythonModule)
  if (pack === null)
    return locales.map((tag) => ({ path: `docs/${name}/${tag}.md`, folder: `docs/${name}/` }))
  const folder = `extensions/${encodeURIComponent(pack)}/docs/`
  const toPlace = (tag: string) => ({ path: `${folder}${name}/${tag}.md`, folder })
  // A pack may have one page for all languages, which is likely English.
  return [
    ...locales.filter((tag) => tag !== FALLBACK || locale === FALLBACK).map(toPlace),
    { path: `${folder}${name}.md`, folder },
    ...(locale === FALLBACK ? [] : [toPlace(FALLBACK)])
  ]
}

/** The folder of a node pack; null for what ComfyUI brings along. Managers add a version: `Some-Pack@1_2`. */
function getPack(pythonModule: string): string | null {
  const [root, folder] = pythonModule.split('.')
  return root === 'custom_nodes' && folder ? (folder.split('@')[0] ?? folder) : null
}
