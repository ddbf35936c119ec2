import { describe, expect, it } from 'vitest'
import { messages as de } from '@/i18n/de/messages'
import { messages as en } from '@/i18n/en/messages'
import { messages as ja } from '@/i18n/ja/messages'
import type { Translation } from '@/i18n/messageTypes'
import { messages as zh } from '@/i18n/zh/messages'

type Area = Readonly<Record<string, string>>

function flatten(words: Translation): ReadonlyMap<string, string> {
  return new Map(
    Object.entries(words as Record<string, Area>).flatMap(([area, texts]) =>
      Object.entries(texts).map(([name, text]) => [`${area}.${name}`, text] as const)
    )
  )
}

const listPlaceholders = (text: string): string[] =>
  [...new Set([...text.matchAll(/\{\w+\}/g)].map(([found]) => found))].sort()

const english = flatten(en)
const others = Object.entries({ zh, ja, de }).map(([locale, words]) => ({
  locale,
  texts: flatten(words)
}))

describe('the English messages', () => {
  it('choose between forms by a count alone', () => {
    const plurals = [...english].filter(([, text]) => text.includes(' | '))
    expect(plurals.filter(([, text]) => !text.includes('{count}'))).toEqual([])
    expect(plurals.filter(([, text]) => text.split(' | ').length !== 2)).toEqual([])
  })
})

describe.each(others)('the messages in $locale', ({ locale, texts }) => {
  it('are the English ones, no more and no less', () => {
    expect([...texts.keys()].sort()).toEqual([...english.keys()].sort())
  })

  it('are none of them empty', () => {
    expect([...texts].filter(([, text]) => text.trim() === '')).toEqual([])
  })

  it('have the placeholders of the English ones in each of their forms', () => {
    const wrong = [...texts].filter(([key, text]) => {
      const wanted = listPlaceholders(english.get(key) ?? '').join()
      // The form for one may leave its number to a word.
      const last = text.split(' | ').at(-1)!
      return listPlaceholders(last).join() !== wanted || listPlaceholders(text).join() !== wanted
    })
    expect(wrong).toEqual([])
  })

  it('have forms for one and for many only where the language has them, and a count chooses', () => {
    const wrong = [...texts].filter(([key, text]) => {
      const most = locale === 'de' && english.get(key)!.includes('{count}') ? 2 : 1
      return text.split(' | ').length > most
    })
    expect(wrong).toEqual([])
  })
})
