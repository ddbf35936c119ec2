import type { OutputFile } from '@/domain/nodeOutput'

/** Where ComfyUI's editor keeps masked pictures, in the input folder. */
export const CLIPSPACE = 'clipspace'

/** The four files that ComfyUI's editor writes for a drawing, by its number; it finds them again by these names. */
export function nameLayers(number: number) {
  return {
    /** The picture as it was, with the mask as its alpha. */
    mask: `clipspace-mask-${number}.png`,
    /** Paint alone. */
    paint: `clipspace-paint-${number}.png`,
    /** The picture under its paint. */
    painted: `clipspace-painted-${number}.png`,
    /** The same with the mask as its alpha: what nodes load. */
    paintedMasked: `clipspace-painted-masked-${number}.png`
  } as const
}

/** The layers of a masked picture; null for any other picture. */
export function findLayers({
  filename
}: OutputFile): { readonly mask: OutputFile; readonly paint: OutputFile } | null {
  const number = /^clipspace-painted-masked-(\d+)\b/.exec(filename)?.[1]
  if (number === undefined) return null
  const names = nameLayers(Number(number))
  return { mask: toFile(names.mask), paint: toFile(names.paint) }
}

function toFile(filename: string): OutputFile {
  return { filename, subfolder: CLIPSPACE, type: 'input' }
}
