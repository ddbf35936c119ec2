import * as z from 'zod/mini'
import { lenient } from './schema'

const input = z.union([
  z.object({ new_id: z.string(), old_id: z.string() }),
  z.object({ new_id: z.string(), set_value: z.unknown() })
])

/** One entry of `GET /node_replacements` (protocol.md §3.6). */
export const nodeReplacementSchema = z.object({
  new_node_id: z.string(),
  old_widget_ids: lenient(z.array(z.string())),
  input_mapping: lenient(z.array(input)),
  output_mapping: lenient(z.array(z.object({ new_idx: z.number(), old_idx: z.number() })))
})

/** The whole answer: lists by the old type, each looked at one by one. */
export const nodeReplacementsSchema = z.record(z.string(), z.unknown())
