import * as z from 'zod/mini'
import { jsonObject, lenient, orElse } from './schema'

const text = orElse(z.string(), '')

/** One error, of the prompt or of a node (protocol.md §3.2). */
export const promptErrorSchema = z.object({
  type: text,
  message: text,
  details: text,
  extra_info: orElse(jsonObject, {})
})

/** An entry of `node_errors`. */
export const nodeErrorsSchema = z.object({
  errors: z.array(promptErrorSchema),
  class_type: text
})

/** Old servers send an empty list where newer ones send an object. */
const nodeErrors = orElse(jsonObject, {})

/** 200: queued. Entries of `node_errors` name outputs that were dropped. */
export const promptAcceptedSchema = z.object({
  prompt_id: z.string().check(z.minLength(1)),
  number: lenient(z.number()),
  node_errors: nodeErrors
})

/** 400: refused. Foreign servers say why in a plain text. */
export const promptRefusedSchema = z.object({
  error: z.union([z.string(), promptErrorSchema]),
  node_errors: nodeErrors
})
