import { Busboy, type BusboyHeaders, type BusboyInstance } from '@fastify/busboy'
import { randomUUID } from 'node:crypto'
import { createWriteStream } from 'node:fs'
import { mkdir, rm } from 'node:fs/promises'
import type { IncomingMessage } from 'node:http'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { readChunks } from '../body'
import { HttpProblem, refuse, refuseWithText } from '../httpProblem'
import { toFileProblem } from './fileProblem'

export interface ReceivedFile {
  /** As the client named it, folders included. */
  readonly name: string
  /** Where it lies for now. */
  readonly path: string
}

export interface ReceivedForm {
  readonly fields: ReadonlyMap<string, string>
  /** The first file in the field asked for; null when there was none. */
  readonly file: ReceivedFile | null
}

export interface FormOptions {
  /** Name of the field that holds the file. */
  readonly fileField: string
  /** Bytes of the whole body. */
  readonly limit: number
  /** Where files are put until they get their place. */
  readonly folder: string
}

const LIMITS = { fields: 64, files: 4, parts: 68, fieldSize: 1024 * 1024, headerPairs: 32 }

function createParser(message: IncomingMessage): BusboyInstance {
  try {
    return new Busboy({
      headers: message.headers as BusboyHeaders,
      limits: LIMITS,
      preservePath: true
    })
  } catch {
    throw refuse(400)
  }
}

function toProblem(error: unknown): unknown {
  if (error instanceof HttpProblem) return error
  return toFileProblem(error) ?? refuseWithText(400, 'The form is damaged')
}

/** Parses a form while it comes in; its file goes to the disk and never lies in memory as a whole. */
async function parseForm(message: IncomingMessage, options: FormOptions): Promise<ReceivedForm> {
  const parser = createParser(message)
  const fields = new Map<string, string>()
  let file: ReceivedFile | null = null
  let writing: Promise<void> = Promise.resolve()
  const path = join(options.folder, `.${randomUUID()}.part`)

  parser.on('field', (name, value) => fields.set(name, value))
  parser.on('file', (field, stream, name) => {
    if (field !== options.fileField || file || !name) {
      stream.resume()
      return
    }
    file = { name, path }
    writing = pipeline(stream, createWriteStream(path))
    // Its error is thrown below; a form that breaks off as a whole must not leave it unheard.
    writing.catch(() => parser.destroy())
  })
  try {
    await pipeline(Readable.from(readChunks(message, options.limit)), parser)
    await writing
    return { fields, file }
  } catch (error) {
    const cause = await writing.then(
      () => error,
      (fileError: unknown) => (toFileProblem(fileError) ? fileError : error)
    )
    await rm(path, { force: true })
    throw toProblem(cause)
  }
}

/**
 * Receives a form, lets `use` do with it what it wants, and removes the file unless it was moved to its place.
 * @throws {HttpProblem} 400 when it is no form or damaged, 413 when too large, 507 when the disk is full
 */
export async function receiveForm<Result>(
  message: IncomingMessage,
  options: FormOptions,
  use: (form: ReceivedForm) => Promise<Result>
): Promise<Result> {
  await mkdir(options.folder, { recursive: true })
  const form = await parseForm(message, options)
  try {
    return await use(form)
  } finally {
    if (form.file) await rm(form.file.path, { force: true })
  }
}
