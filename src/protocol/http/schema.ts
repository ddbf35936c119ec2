import * as z from 'zod/mini'
import { catch as withFallback } from 'zod/mini'

// Compiled checks need `new Function`, which a strict content security policy reports as a violation.
z.config({ jitless: true })

/** A value that may be absent, and counts as absent when it is not what it should be. */
export function lenient<Schema extends z.ZodMiniType>(schema: Schema) {
  return withFallback(z.nullish(schema), null)
}

/** A value that is replaced when it is absent or not what it should be. */
export function orElse<Schema extends z.ZodMiniType>(schema: Schema, value: z.infer<Schema>) {
  return withFallback(schema, value as never)
}

/** Free-form JSON object. */
export const jsonObject = z.record(z.string(), z.unknown())

/** The items of a list that fit; one odd item must not cost the others. */
export function parseEach<Schema extends z.ZodMiniType>(
  schema: Schema,
  items: readonly unknown[]
): z.infer<Schema>[] {
  return items.flatMap((item) => {
    const result = schema.safeParse(item)
    return result.success ? [result.data] : []
  })
}

/** The entries of a record that fit. */
export function parseEntries<Schema extends z.ZodMiniType>(
  schema: Schema,
  record: Readonly<Record<string, unknown>>
): [string, z.infer<Schema>][] {
  return Object.entries(record).flatMap(([key, value]): [string, z.infer<Schema>][] => {
    const result = schema.safeParse(value)
    return result.success ? [[key, result.data]] : []
  })
}
