import { beforeEach, describe, expect, it } from 'vitest'
import { createNodeMarks } from '@/canvas/overlay/nodeMarks'

const BOX = { x: 4, y: 30, width: 200, height: 100 }

/** A picture that the test loads. */
function makePicture() {
  const picture = new Image()
  let isLoaded = false
  Object.defineProperty(picture, 'complete', { get: () => isLoaded })
  return {
    picture,
    load() {
      isLoaded = true
      picture.dispatchEvent(new Event('load'))
    }
  }
}

let layer: HTMLElement
let writes = 0
beforeEach(() => {
  layer = document.createElement('div')
  writes = 0
})
const make = () => createNodeMarks(layer, () => writes++)
const shown = () => [...layer.querySelectorAll('.node-live-preview')]

describe('live previews over a node', () => {
  it('one takes the place of another once it is loaded, where that was: nothing flashes', () => {
    const marks = make()
    const [first, second] = [makePicture(), makePicture()]
    marks.showPicture(first.picture, BOX)
    first.load()
    marks.showPicture(second.picture, BOX)
    marks.showPicture(second.picture, BOX)
    expect(shown()).toEqual([first.picture])
    second.load()
    expect(shown()).toEqual([second.picture])
    expect(second.picture.style.width).toBe('200px')
    expect(writes).toBe(2)
  })

  it('one that is replaced before it was loaded is never shown', () => {
    const marks = make()
    const pictures = [makePicture(), makePicture(), makePicture()] as const
    marks.showPicture(pictures[0].picture, BOX)
    pictures[0].load()
    for (const { picture } of pictures.slice(1)) marks.showPicture(picture, BOX)
    pictures[1].load()
    expect(shown()).toEqual([pictures[0].picture])
    pictures[2].load()
    expect(shown()).toEqual([pictures[2].picture])
  })

  it('the end takes away what is shown, and what was to come', () => {
    const marks = make()
    const [first, second] = [makePicture(), makePicture()]
    marks.showPicture(first.picture, BOX)
    first.load()
    marks.showPicture(second.picture, BOX)
    marks.showPicture(null, BOX)
    second.load()
    expect(shown()).toEqual([])
  })
})
