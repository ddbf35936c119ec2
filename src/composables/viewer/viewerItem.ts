import type { JobResult } from '@/services/services'

/** How a result is shown. */
export type MediaKind = 'image' | 'video' | 'audio' | 'other'

/** One result file of a job, or any other file of the server's, ready to show. */
export interface ViewerItem {
  /** Empty for files of no job. */
  readonly jobName: string
  readonly filename: string
  /** What it came from: a node, or a folder. */
  readonly nodeTitle: string
  readonly media: MediaKind
  /** Address of the file itself. */
  readonly url: string
  /** Address of a small version, for strips; null for files that are no pictures. */
  readonly smallUrl: string | null
}

const EXTENSIONS: readonly (readonly [MediaKind, RegExp])[] = [
  ['image', /\.(png|jpe?g|webp|gif|avif|bmp|svg)$/i],
  ['video', /\.(mp4|webm|mov|m4v|mkv)$/i],
  ['audio', /\.(mp3|wav|flac|ogg|opus|m4a|aac)$/i]
]

/** By the file's name: outputs come under kinds of node packs' own making. */
export function getMediaKind({ file }: Pick<JobResult, 'file'>): MediaKind {
  return EXTENSIONS.find(([, pattern]) => pattern.test(file.filename))?.[0] ?? 'other'
}
