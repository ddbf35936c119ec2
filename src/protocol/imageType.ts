/** Types a preview may have; anything else a frame claims is not believed. */
const IMAGE_TYPES = new Set(['image/jpeg', 'image/png', 'image/webp', 'image/gif', 'image/avif'])

/** Whether a frame's own word for its picture can be used. */
export function isImageType(value: unknown): value is string {
  return typeof value === 'string' && IMAGE_TYPES.has(value)
}

/** Type of a picture by its first bytes; JPEG when they say nothing, as the server treats it. */
export function sniffImageType(bytes: Uint8Array): string {
  if (bytes[0] === 0x89 && bytes[1] === 0x50) return 'image/png'
  if (bytes[0] === 0x47 && bytes[1] === 0x49) return 'image/gif'
  if (bytes[0] === 0x52 && bytes[1] === 0x49 && bytes[8] === 0x57 && bytes[9] === 0x45)
    return 'image/webp'
  return 'image/jpeg'
}
