/** A document that can't be opened. The message says why, in words for people; nothing was changed. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError'
}
