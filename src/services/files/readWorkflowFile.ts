import { decodeLatin1 } from './byteReader'
import { cutToMovieHeaders } from './cutMedia'
import { readFlac, readMp3, readOgg } from './audio'
import type { FileTexts, TextReader } from './fileTexts'
import { readIsoMedia } from './isoMedia'
import { readGlb, readSafetensors, readSvg } from './jsonHeaders'
import { readJpeg, readWebp } from './jpegWebp'
import { parseJson } from './parseJson'
import { readPng } from './png'
import { readWebm } from './webm'

/** Bytes that a workflow's text may be away from the beginning of a file at most. */
const MAX_BYTES = 512 * 1024 * 1024
/** Bytes of a header; beyond that it is no header. */
const MAX_HEADER = 100 * 1024 * 1024

interface Format {
  /** By what stands at the beginning, since names of files lie; for some only the name tells. */
  readonly matches: (start: string, name: string) => boolean
  readonly read: TextReader
  /** What of the file is read: headers say all there is to say, and gigabytes stay on the disk. */
  readonly cut: (file: File) => Blob | Promise<Blob>
}

const whole = (file: File): Blob => file

const FORMATS: readonly Format[] = [
  { matches: (start) => start.startsWith('\x89PNG'), read: readPng, cut: whole },
  { matches: (start) => start.startsWith('\xff\xd8\xff'), read: readJpeg, cut: whole },
  {
    matches: (start) => start.startsWith('RIFF') && start.slice(8, 12) === 'WEBP',
    read: readWebp,
    cut: whole
  },
  { matches: (start) => start.slice(4, 8) === 'ftyp', read: readIsoMedia, cut: cutToMovieHeaders },
  { matches: (start) => start.startsWith('\x1a\x45\xdf\xa3'), read: readWebm, cut: whole },
  { matches: (start) => start.startsWith('fLaC'), read: readFlac, cut: whole },
  { matches: (start) => start.startsWith('OggS'), read: readOgg, cut: whole },
  { matches: (start) => start.startsWith('ID3'), read: readMp3, cut: whole },
  { matches: (start) => start.startsWith('glTF'), read: readGlb, cut: whole },
  {
    matches: (_start, name) => /\.(safetensors|latent)$/i.test(name),
    read: readSafetensors,
    cut: cutToHeader
  },
  { matches: (_start, name) => /\.svg$/i.test(name), read: readSvg, cut: whole }
]

/** What a file carries: a workflow document, a prompt, or parameters of another tool. */
export interface FileContent {
  readonly workflow: unknown
  readonly prompt: unknown
  readonly parameters: string | null
}

/** @returns null for a file of a kind that carries no workflow; its content may be empty all the same */
export async function readWorkflowFile(file: File): Promise<FileContent | null> {
  const start = decodeLatin1(new Uint8Array(await file.slice(0, 16).arrayBuffer()))
  const format = FORMATS.find(({ matches }) => matches(start, file.name))
  if (!format) return null
  const bytes = await readBytes(await format.cut(file))
  const texts = await format.read(bytes)
  return {
    workflow: parse(texts.workflow),
    prompt: parse(texts.prompt),
    parameters: texts.parameters ?? null
  }
}

async function readBytes(file: Blob): Promise<Uint8Array> {
  return new Uint8Array(await file.slice(0, MAX_BYTES).arrayBuffer())
}

async function cutToHeader(file: File): Promise<Blob> {
  if (file.size < 8) return file
  const length = new DataView(await file.slice(0, 8).arrayBuffer()).getBigUint64(0, true)
  return file.slice(0, 8 + Math.min(Number(length), MAX_HEADER))
}

function parse(text: FileTexts[string] | undefined): unknown {
  if (!text) return null
  try {
    return parseJson(text)
  } catch {
    return null
  }
}
