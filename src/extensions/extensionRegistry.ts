import type { LegacyApp } from './legacyApp'
import type { PackParts } from './packParts'

/** What a node pack registers, as far as the app calls it. */
export interface Extension extends PackParts {
  init?(app: LegacyApp): unknown
  /** Where packs register their listeners. */
  setup?(app: LegacyApp): unknown
}

/** Extensions by name. Each is set up as soon as it is registered: the app is usable by then. */
export class ExtensionRegistry {
  readonly #byName = new Map<string, Extension>()

  get list(): readonly Extension[] {
    return [...this.#byName.values()]
  }

  /** @throws Error without a name, or with one that is taken: a pack that is loaded twice must not do everything twice */
  register(extension: Extension, app: LegacyApp): void {
    const { name } = extension
    if (!name) throw new Error('Extensions must have a name.')
    if (this.#byName.has(name)) throw new Error(`Extension named '${name}' already registered.`)
    this.#byName.set(name, extension)
    void setUp(extension, app)
  }
}

/** A fault of one extension is told, and costs no other its turn [B43]. */
async function setUp(extension: Extension, app: LegacyApp): Promise<void> {
  // Whoever registers goes on first, as with ComfyUI's own start.
  await Promise.resolve()
  for (const hook of ['init', 'setup'] as const) {
    try {
      await extension[hook]?.(app)
    } catch (error) {
      console.error(`Extension ${extension.name} failed in ${hook}.`, error)
    }
  }
}
