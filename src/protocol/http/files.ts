import * as z from 'zod/mini'
import { orElse } from './schema'

/** `POST /upload/image` and `/upload/mask`: the name the server gave the file (protocol.md §3.7). */
export const uploadSchema = z.object({
  name: z.string(),
  subfolder: orElse(z.string(), ''),
  type: orElse(z.string(), 'input')
})

/** `GET /userdata`: paths, in one of the three forms that its query asks for (protocol.md §3.8). */
export const userFileListSchema = z.array(
  z.union([z.string(), z.object({ path: z.string() }), z.tuple([z.string()], z.string())])
)

/** `GET /internal/files/{type}`: names, newest first. */
export const fileNamesSchema = z.array(z.string())
