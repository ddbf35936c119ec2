import type { Engine } from '../engine/engine'

/** What the queue hands prompts to: the embedded engine, or ComfyUI servers that are asked to do as it does. */
export type Backend = Engine
