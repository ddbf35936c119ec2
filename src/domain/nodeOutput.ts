/** A file the server can serve at `/view` (protocol.md §6.2). */
export interface OutputFile {
  readonly filename: string
  readonly subfolder?: string
  /** `output`, `input` or `temp`. */
  readonly type?: string
  readonly [key: string]: unknown
}

/** UI data of one node: `images`, `text`, `audio` and any other kind, kept as the server sent it. */
export type NodeOutput = Readonly<Record<string, unknown>>

function isList(value: unknown): value is readonly unknown[] {
  return Array.isArray(value)
}

/**
 * The output to hold after a result arrived. The result is always a new object: views that hold the old
 * one never see it change.
 * @param merge the server asks to append (`executed.merge`): arrays concatenate, other values replace.
 */
export function mergeNodeOutput(
  previous: NodeOutput | undefined,
  incoming: NodeOutput,
  merge: boolean
): NodeOutput {
  if (!merge || !previous) return { ...incoming }
  const merged: Record<string, unknown> = { ...previous }
  for (const [key, value] of Object.entries(incoming)) {
    const before = merged[key]
    merged[key] = isList(before) && isList(value) ? [...before, ...value] : value
  }
  return merged
}

/** True for an item of an output that names a file. */
export function isOutputFile(item: unknown): item is OutputFile {
  return (
    typeof item === 'object' && item !== null && typeof (item as OutputFile).filename === 'string'
  )
}

/** All files of an output, of known and unknown kinds, with the kind (`images`, `audio`, ...) they came under. */
export function getOutputFiles(output: NodeOutput): { kind: string; file: OutputFile }[] {
  const files: { kind: string; file: OutputFile }[] = []
  for (const [kind, value] of Object.entries(output)) {
    if (!isList(value)) continue
    for (const item of value) if (isOutputFile(item)) files.push({ kind, file: item })
  }
  return files
}

const PICTURE = /\.(png|jpe?g|webp|gif|avif|bmp|svg)$/i

/** By the name: browsers show such files as `<img>`. */
export function isPicture(file: OutputFile): boolean {
  return PICTURE.test(file.filename)
}

/** The file that stands for a job's outputs in lists: a saved picture, else any picture, else any file. */
export function chooseThumbnail(outputs: Iterable<NodeOutput>): OutputFile | null {
  const files = [...outputs].flatMap(getOutputFiles).map(({ file }) => file)
  const pictures = files.filter(isPicture)
  return pictures.find((file) => file.type === 'output') ?? pictures[0] ?? files[0] ?? null
}
