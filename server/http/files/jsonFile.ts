import { readFile } from 'node:fs/promises'
import { isRecord } from '@/protocol/guards'

/** @returns the object in a JSON file; empty when there is none or it is damaged */
export async function readJsonRecord(path: string): Promise<Record<string, unknown>> {
  try {
    const value: unknown = JSON.parse(await readFile(path, 'utf8'))
    return isRecord(value) ? value : {}
  } catch {
    return {}
  }
}
