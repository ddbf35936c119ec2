import * as z from 'zod/mini'
import { jsonObject, lenient } from './schema'

const jobFields = {
  id: z.string().check(z.minLength(1)),
  status: z.enum(['pending', 'in_progress', 'completed', 'failed', 'cancelled']),
  priority: lenient(z.number()),
  create_time: lenient(z.number()),
  execution_start_time: lenient(z.number()),
  execution_end_time: lenient(z.number()),
  execution_error: lenient(jsonObject),
  preview_output: lenient(jsonObject),
  workflow_id: lenient(z.string())
}

/** One job of `GET /api/jobs` (protocol.md §3.4). Times are ms since the epoch, of ended jobs only. */
export const jobSchema = z.object(jobFields)
export type JobWire = z.infer<typeof jobSchema>

/** `GET /api/jobs/{id}`; outputs and status of ended jobs only. */
export const jobDetailSchema = z.object({
  ...jobFields,
  outputs: lenient(jsonObject),
  execution_status: lenient(jsonObject),
  workflow: lenient(z.object({ prompt: lenient(jsonObject), extra_data: lenient(jsonObject) }))
})
export type JobDetailWire = z.infer<typeof jobDetailSchema>

/** `GET /api/jobs`. */
export const jobListSchema = z.object({
  jobs: z.array(z.unknown()),
  pagination: lenient(z.object({ total: lenient(z.number()), has_more: lenient(z.boolean()) }))
})

/** `POST /api/jobs/{id}/cancel` and `POST /api/jobs/cancel`. */
export const cancelSchema = z.object({ cancelled: z.boolean() })
