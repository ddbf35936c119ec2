import type { NodeDefinitionWire } from '@/protocol/nodeDefinition'
import type { NamedSpec } from './inputSpec'
import { listInputs } from './inputSpec'
import type { LayoutState } from './nodeLayout'

const UPLOADS: Readonly<Record<string, string>> = {
  image_upload: 'image',
  animated_image_upload: 'image',
  video_upload: 'image',
  audio_upload: 'audio'
}

/** Classes whose list is of folders with pictures to learn from, and its name; their definitions flag nothing. */
const FOLDER_LISTS: Readonly<Record<string, string>> = {
  LoadImageSetFromFolderNode: 'folder',
  LoadImageTextSetFromFolderNode: 'folder',
  LoadImageDataSetFromFolder: 'folder',
  LoadImageTextDataSetFromFolder: 'folder'
}

const PREVIEWS_3D = new Set(['Preview3D', 'SaveGLB'])

/**
 * Widgets that only frontends make: ComfyUI's definitions don't name them, its documents and prompts do
 * (upload buttons, the options of a CustomCombo, the picture of a 3D preview).
 */
export function listFrontendInputs(
  definition: NodeDefinitionWire,
  state: LayoutState
): NamedSpec[] {
  const { name } = definition
  if (name === 'CustomCombo') return listCustomOptions(state)
  if (PREVIEWS_3D.has(name)) return [make('image', 'PREVIEW_3D', { socketless: true })]
  if (name === 'PreviewAny') return [make('preview', 'DISPLAY_TEXT', { socketless: true })]
  const folder = FOLDER_LISTS[name]
  if (folder && definition.input?.required?.[folder]) return [makeFolderUpload(folder)]
  return listUploads(definition)
}

const made = new Map<string, NamedSpec>()

function make(name: string, type: string, options: Record<string, unknown>): NamedSpec {
  const key = JSON.stringify([name, type, options])
  const known = made.get(key)
  if (known) return known
  const spec = { name, spec: { type, options, choices: [] }, isOptional: false }
  made.set(key, spec)
  return spec
}

function listUploads(definition: NodeDefinitionWire): NamedSpec[] {
  for (const { name, spec } of listInputs(definition.input ?? {}, definition.input_order)) {
    // A painter uploads by itself, its widget isn't a list.
    if (spec.type !== 'COMBO') continue
    const flag = Object.keys(UPLOADS).find((key) => spec.options[key] === true)
    if (!flag) continue
    const upload = make('upload', 'UPLOAD', {
      socketless: true,
      target: name,
      media: UPLOADS[flag]
    })
    if (UPLOADS[flag] !== 'audio') return [upload]
    return [make('audioUI', 'AUDIO_UI', { socketless: true, target: name }), upload]
  }
  return []
}

function makeFolderUpload(target: string): NamedSpec {
  return make('uploadFolder', 'FOLDER_UPLOAD', { socketless: true, target, uploadsFolder: true })
}

/** An option shows below the last one that is filled in. */
function listCustomOptions(state: LayoutState): NamedSpec[] {
  let filled = 0
  for (let index = 1; isFilled(state.getValue(`option${index}`)); index++) filled = index
  const options = Array.from({ length: filled + 1 }, (_, index) =>
    make(`option${index + 1}`, 'STRING', { socketless: true, default: '' })
  )
  return [make('index', 'INT', { socketless: true, default: -1, hidden: true }), ...options]
}

function isFilled(value: unknown): boolean {
  return typeof value === 'string' && value !== ''
}
