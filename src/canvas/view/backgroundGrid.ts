/** px of the graph between two dots; LiteGraph snaps to ten. */
const STEP = 20

/** A tile of dots in a colour, as an address for LiteGraph's `background_image`. */
export function makeBackgroundGrid(colour: string): string {
  const dots = `<circle cx="${STEP / 2}" cy="${STEP / 2}" r="1" fill="${colour}"/>`
  const tile = `<svg xmlns="http://www.w3.org/2000/svg" width="${STEP}" height="${STEP}">${dots}</svg>`
  return `data:image/svg+xml,${encodeURIComponent(tile)}`
}
