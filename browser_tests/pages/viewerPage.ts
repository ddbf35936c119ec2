import type { Locator, Page } from '@playwright/test'

/** The result viewer. */
export class ViewerPage {
  readonly frame: Locator
  /** The picture on show; two while comparing. */
  readonly pictures: Locator

  constructor(page: Page) {
    this.frame = page.getByTestId('result-viewer')
    this.pictures = this.frame.getByRole('img', { name: /, from / })
  }
}
