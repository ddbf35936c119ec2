/** Names of files that ComfyUI's image loader reads (those Pillow opens), with the embedded engine's among them. */
const PICTURE =
  /\.(a?png|jpe?g|jfif|webp|gif|bmp|tiff?|avif|ico|tga|p[bgpn]m|jp2|j2k|dds|pcx|qoi|psd)$/i
/** The same by media type, for a file whose name has no extension. */
const PICTURE_TYPE = /^image\/(a?png|jpeg|webp|gif|bmp|tiff|avif|x-icon|vnd\.microsoft\.icon)$/

/**
 * Whether a node of the server's can load a picture, sound or video. Vector graphics and some photo formats are
 * pictures to a browser, but not to the server's loader; of sounds and videos it reads whatever there is.
 * @param file a file of the page's, or the name of one of the server's
 */
export function isLoadable({ name, type = '' }: { name: string; type?: string }): boolean {
  const isPicture = type.startsWith('image/') || type === ''
  if (!isPicture) return true
  return /\.[a-z0-9]+$/i.test(name) ? PICTURE.test(name) : PICTURE_TYPE.test(type)
}
