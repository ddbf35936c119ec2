import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { ROOT, listFiles } from '../docs/pages'
import { findBareTexts } from './templateTexts'

/** Names that are the same in every language. */
const NAMES: ReadonlySet<string> = new Set(['ComfyUI', 'GitHub', 'Discord'])

const components = listFiles(['src'], /\.vue$/)

describe('templates of components', () => {
  it('are all looked at', () => expect(components.length).toBeGreaterThan(80))

  it.each(components)('%s shows messages, and no text of its own', (path) => {
    const bare = findBareTexts(readFileSync(join(ROOT, path), 'utf8'))
    expect(bare.filter((text) => !NAMES.has(text))).toEqual([])
  })
})

describe('what counts as a text of its own', () => {
  const find = (template: string) => findBareTexts(`<template>${template}</template>`)

  it.each([
    ['<p>Close</p>', 'Close'],
    ['<p><b>{{ name }}</b> is gone</p>', 'is gone'],
    ['<b aria-label="Close it" />', 'Close it'],
    ['<b data-tip="Close" />', 'Close'],
    ['<MyField label="Name" />', 'Name'],
    ['<MyField cancel-label="No" />', 'No'],
    ['<b :title="isOn ? t(key) : \'Off at once\'" />', 'Off at once'],
    ['<p>{{ count === 1 ? "One job" : t(key) }}</p>', 'One job'],
    ['<p>{{ `${count} jobs left` }}</p>', '… jobs left'],
    ['<p v-if="a"><i v-for="b in c"><u>Deep</u></i></p>', 'Deep']
  ])('%s', (template, text) => expect(find(template)).toEqual([text]))

  it.each([
    '<p>{{ name }} · {{ percent }}% + …</p>',
    '<p>{{ t("jobs.cancel") }}</p>',
    '<b :aria-label="t(\'jobs.cancel\')" :class="isOn ? \'is on\' : \'\'" data-testid="close-it" />',
    '<b :role="list ? \'list\' : undefined" class="Text of style" />'
  ])('%s is none', (template) => expect(find(template)).toEqual([]))
})
