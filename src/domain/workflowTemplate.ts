import { isRecord } from '@/protocol/guards'

/** A workflow to begin with. */
export interface WorkflowTemplate {
  /** Differs among all templates of a server. */
  readonly id: string
  readonly title: string
  readonly description: string
  readonly tags: readonly string[]
  /** Paths from the page's base. */
  readonly documentPath: string
  /** Null for those without a picture. */
  readonly picturePath: string | null
  /** What is shown in its place under the pointer: a result beside what it was made of. Null for most. */
  readonly secondPicturePath: string | null
}

/** Templates under one heading. */
export interface TemplateGroup {
  readonly title: string
  readonly templates: readonly WorkflowTemplate[]
}

/** Kinds of pictures a page shows; others have none. */
const PICTURES: ReadonlySet<string> = new Set(['webp', 'png', 'jpg', 'jpeg', 'gif', 'avif', 'svg'])

/** Ways of showing a template that have a second picture. */
const TWO_PICTURES: ReadonlySet<string> = new Set(['compareSlider', 'hoverDissolve'])

/** Reads the server's own index (`templates/index.json`); entries that make no sense are left out. */
export function readTemplateIndex(index: unknown): readonly TemplateGroup[] {
  if (!Array.isArray(index)) return []
  return index.filter(isRecord).flatMap(({ title, moduleName, templates }) => {
    if (!Array.isArray(templates)) return []
    const heading = toText(title) || toText(moduleName) || 'Templates'
    const read = templates.filter(isRecord).flatMap(readTemplate)
    return read.length > 0 ? [{ title: heading, templates: read }] : []
  })
}

function readTemplate(entry: Readonly<Record<string, unknown>>): WorkflowTemplate[] {
  const name = toText(entry.name)
  if (name === '') return []
  const kind = toText(entry.mediaSubtype).toLowerCase()
  const path = `templates/${encodeURIComponent(name)}`
  return [
    {
      id: `templates/${name}`,
      title: toText(entry.title) || name.replaceAll('_', ' '),
      description: toText(entry.description),
      tags: [...toTexts(entry.tags), ...toTexts(entry.models)],
      documentPath: `${path}.json`,
      picturePath: PICTURES.has(kind) ? `${path}-1.${kind}` : null,
      secondPicturePath:
        PICTURES.has(kind) && TWO_PICTURES.has(toText(entry.thumbnailVariant))
          ? `${path}-2.${kind}`
          : null
    }
  ]
}

/** Reads what node packs offer (`/workflow_templates`): names by pack. */
export function readPackTemplates(packs: unknown): readonly TemplateGroup[] {
  if (!isRecord(packs)) return []
  return Object.entries(packs).flatMap(([pack, names]) => {
    if (!Array.isArray(names) || names.length === 0) return []
    const templates = names.map(toText).map((name) => {
      const path = `api/workflow_templates/${encodeURIComponent(pack)}/${encodeURIComponent(name)}`
      return {
        id: `${pack}/${name}`,
        title: name,
        description: '',
        tags: [],
        documentPath: `${path}.json`,
        picturePath: `${path}.jpg`,
        secondPicturePath: null
      }
    })
    return [{ title: pack, templates }]
  })
}

function toTexts(value: unknown): readonly string[] {
  return Array.isArray(value) ? value.map(toText).filter(Boolean) : []
}

function toText(value: unknown): string {
  return typeof value === 'string' ? value : ''
}
