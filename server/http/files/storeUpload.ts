import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { refuse } from '../httpProblem'
import { confinePath, isWritableName } from './confinedPath'
import { type DataFolders, type FolderType, isFolderType } from './dataFolders'
import { placeFile } from './placeFile'
import type { ReceivedForm } from './receiveForm'

/** Answer to an upload (protocol.md §3.7). */
export interface UploadWire {
  /** Under which it lies; not always the one asked for. */
  readonly name: string
  /** As it was sent. */
  readonly subfolder: string
  readonly type: FolderType
}

async function hashFile(path: string): Promise<string> {
  const hash = createHash('sha256')
  await pipeline(createReadStream(path), hash)
  return hash.digest('hex')
}

async function haveSameContent(one: string, other: string): Promise<boolean> {
  const [first, second] = await Promise.all([stat(one), stat(other).catch(() => null)])
  if (!second?.isFile() || first.size !== second.size) return false
  return (await hashFile(one)) === (await hashFile(other))
}

/** `name.png`, `name (1).png`, `name (2).png` ... */
function* listNames(name: string): Generator<string> {
  yield name
  const suffix = extname(name)
  const stem = name.slice(0, name.length - suffix.length)
  for (let count = 1; count < 100_000; count++) yield `${stem} (${count})${suffix}`
}

/** @throws {HttpProblem} 400 for an unknown type or a path that leads out of its folder */
async function confineUpload(
  folders: DataFolders,
  form: ReceivedForm,
  name: string
): Promise<{ path: string; subfolder: string; type: FolderType }> {
  const type = form.fields.get('type') ?? 'input'
  const subfolder = form.fields.get('subfolder') ?? ''
  const isName = isWritableName(`${subfolder}/${name}`) && !name.startsWith('/')
  if (!isFolderType(type) || !isName) throw refuse(400)
  const confined = await confinePath(folders[type], join(subfolder, name))
  if (!confined.ok) throw refuse(400)
  return { path: confined.path, subfolder, type }
}

/**
 * Gives a received file its place. Without `overwrite` an existing file stays: one of the same content serves as the
 * new one, else the new one gets a number.
 * @param source the file to store
 * @param sent the file as it came, which is what ComfyUI compares
 */
export async function storeUpload(
  folders: DataFolders,
  form: ReceivedForm,
  { source, sent }: { readonly source: string; readonly sent: string }
): Promise<UploadWire> {
  const wanted = form.file?.name ?? ''
  const { path, subfolder, type } = await confineUpload(folders, form, wanted)
  const overwrite = /^(?:true|1)$/.test(form.fields.get('overwrite') ?? '')
  for (const name of listNames(wanted)) {
    const target = join(dirname(path), basename(name))
    if (!overwrite && (await haveSameContent(sent, target))) return { name, subfolder, type }
    if (await placeFile(source, target, overwrite)) return { name, subfolder, type }
  }
  throw refuse(409)
}
