import * as z from 'zod/mini'
import { lenient } from './schema'

/** One kind in `GET /experiment/models` (protocol.md §3.6). */
export const modelFolderSchema = z.object({
  name: z.string(),
  folders: lenient(z.array(z.string()))
})

/** One file in `GET /experiment/models/{kind}`: times in seconds, sizes in bytes. */
export const modelFileSchema = z.object({
  name: z.string(),
  pathIndex: lenient(z.number()),
  size: lenient(z.number()),
  modified: lenient(z.number())
})

/** Any list; its items are looked at one by one. */
export const anyList = z.array(z.unknown())
