import * as z from 'zod/mini'

/** `GET /internal/logs/raw` (protocol.md §3.9). */
export const logsSchema = z.looseObject({
  entries: z.array(z.looseObject({ t: z.string(), m: z.string() }))
})
