import { t } from '@/i18n/translate'
import type { PictureNode } from '../execution/pictureNode'
import { layoutResult } from '../execution/resultLayout'
import type { ResultView } from '../execution/resultView'
import { makeElement } from './frames'
import type { ResultPart } from './resultElements'

const HEIGHT = 24

/** Buttons over the enlarged picture: the one before, the one after, back to all of them. */
export function createPictureBar(node: PictureNode, view: ResultView): ResultPart {
  const isCompared = view.pairs.length > 0
  const count = isCompared ? view.pairs.length : view.pictures.length
  const element = makeElement('div', 'node-picture-bar')
  element.setAttribute('role', 'group')
  element.setAttribute('aria-label', t('widgets.pictures'))
  const place = makeElement('span', 'picture-place')
  const choose = (index: number | null): void => {
    node.imageIndex = index
    node.setDirtyCanvas(true)
  }
  const step = (by: number) => choose(((node.imageIndex ?? 0) + by + count) % count)
  element.append(
    makeButton('‹', t('widgets.previousPicture'), () => step(-1)),
    place,
    makeButton('›', t('widgets.nextPicture'), () => step(1))
  )
  if (!isCompared) element.append(makeButton('×', t('widgets.allPictures'), () => choose(null)))
  element.addEventListener('keydown', (event) => {
    if (event.key === 'ArrowLeft') step(-1)
    else if (event.key === 'ArrowRight') step(1)
    else if (event.key === 'Escape' && !isCompared) choose(null)
    else return
    event.preventDefault()
    event.stopPropagation()
  })
  return {
    element,
    update() {
      const index = node.imageIndex ?? (isCompared ? 0 : null)
      if (index === null) return null
      const text = t('widgets.picturePlace', { place: index + 1, count })
      if (place.textContent !== text) place.textContent = text
      const { pairs, pictures } = layoutResult(node)
      const { x, y, width } = isCompared ? pairs : pictures
      return { x, y, width, height: HEIGHT }
    }
  }
}

function makeButton(sign: string, name: string, press: () => void): HTMLButtonElement {
  const button = makeElement('button', 'picture-button')
  button.type = 'button'
  button.textContent = sign
  button.setAttribute('aria-label', name)
  button.dataset.tip = name
  button.addEventListener('click', press)
  return button
}
