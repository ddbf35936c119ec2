/**
 * Gives elements a size, which a document without layout doesn't: lists that show only what is in view need one.
 * @returns takes the sizes away again
 */
export function giveElementsSize(width: number, height: number): () => void {
  const sizes = {
    offsetWidth: width,
    offsetHeight: height,
    clientWidth: width,
    clientHeight: height
  }
  const before = Object.keys(sizes).map(
    (name) => [name, Object.getOwnPropertyDescriptor(HTMLElement.prototype, name)] as const
  )
  for (const [name, size] of Object.entries(sizes))
    Object.defineProperty(HTMLElement.prototype, name, { configurable: true, get: () => size })
  return () => {
    for (const [name, descriptor] of before) {
      if (descriptor) Object.defineProperty(HTMLElement.prototype, name, descriptor)
      else Reflect.deleteProperty(HTMLElement.prototype, name)
    }
  }
}
