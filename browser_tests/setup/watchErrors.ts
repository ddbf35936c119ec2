import type { Page } from '@playwright/test'

/** The browser says that it ran no handler of a text that is being cleaned of them. */
export const BLOCKED_HANDLER = /^Executing inline event handler violates .*\/purify\.es-/

/** What a page must not do: throw, or write errors to the console. @param expected errors that belong to the story */
export function watchErrors(page: Page, errors: string[], expected: readonly RegExp[]): void {
  page.on('pageerror', (error) => errors.push(String(error)))
  page.on('console', (message) => {
    if (message.type() !== 'error') return
    const line = `${message.text()} (${message.location().url})`
    if (!expected.some((pattern) => pattern.test(line))) errors.push(line)
  })
}
