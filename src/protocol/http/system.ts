import * as z from 'zod/mini'
import { jsonObject, lenient, orElse } from './schema'

/** `GET /system_stats` (protocol.md §3.9): what is used of it, and the rest as it came. Sizes are bytes. */
export const systemStatsSchema = z.looseObject({
  system: z.looseObject({
    os: lenient(z.string()),
    comfyui_version: lenient(z.string()),
    python_version: lenient(z.string()),
    pytorch_version: lenient(z.string()),
    argv: lenient(z.array(z.string())),
    ram_total: lenient(z.number()),
    ram_free: lenient(z.number())
  }),
  devices: orElse(
    z.array(
      z.looseObject({
        name: z.string(),
        type: lenient(z.string()),
        index: lenient(z.number()),
        vram_total: lenient(z.number()),
        vram_free: lenient(z.number())
      })
    ),
    []
  )
})
export type SystemStatsWire = z.infer<typeof systemStatsSchema>

/** `GET /features`: the server's flags. */
export const featuresSchema = jsonObject

/** `GET /settings`: all settings by id. */
export const settingsSchema = jsonObject
