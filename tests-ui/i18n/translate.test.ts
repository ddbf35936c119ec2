import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { MessageContext } from 'vue-i18n'
import { computed } from 'vue'
import { COMMAND_GROUPS, COMMANDS } from '@/composables/commands/commandList'
import { searchCommands } from '@/composables/commands/searchCommands'
import { compileMessage } from '@/i18n/compileMessage'
import { currentLocale } from '@/i18n/currentLocale'
import { formatDate, formatList, formatNumber } from '@/i18n/intl'
import { choosePreferred, chooseRegion, toLocale, toValidTags } from '@/i18n/locales'
import { applyLocale, t } from '@/i18n/translate'

beforeEach(() => applyLocale('en'))
afterEach(() => applyLocale('en'))

describe('t', () => {
  it('puts values in place, and follows the language', async () => {
    const left = computed(() => t('time.minutesLeft', { count: 3 }))
    expect(left.value).toBe('about 3 min left')
    await applyLocale('de')
    expect(left.value).toBe('noch etwa 3 min')
    await applyLocale('ja')
    expect(left.value).toBe('残り約 3 分')
    await applyLocale('zh')
    expect(left.value).toBe('大约还剩 3 分钟')
  })

  it('stays with what was asked for last, however long the others take', async () => {
    await Promise.all([applyLocale('ja'), applyLocale('de'), applyLocale('en')])
    expect([t('common.cancel'), currentLocale.value]).toEqual(['Cancel', 'en'])
  })
})

describe('the syntax of messages', () => {
  const write = (text: string, named: Record<string, unknown> = {}) =>
    compileMessage(text)({
      named: (key: string) => named[key],
      plural: (forms: string[]) => forms[named.count === 1 ? 0 : 1]
    } as unknown as MessageContext)

  it('chooses between one and many', () => {
    expect(write('{count} job | {count} jobs', { count: 1 })).toBe('1 job')
    expect(write('{count} job | {count} jobs', { count: 2 })).toBe('2 jobs')
  })

  it('writes numbers by the language, and leaves names alone', async () => {
    expect(write('{n} of {name}', { n: 10_000, name: '10000 {n} | @x' })).toBe(
      '10,000 of 10000 {n} | @x'
    )
    await applyLocale('de')
    expect(write('{n}', { n: 10_000.5 })).toBe('10.000,5')
  })

  it('has no signs of its own but braces and the bar between forms', () => {
    expect(write('a@b.c |x| 50% {{a|b}} (@:c)')).toBe('a@b.c |x| 50% {{a|b}} (@:c)')
  })
})

describe('languages', () => {
  it.each([
    ['en-GB', 'en'],
    ['de-AT', 'de'],
    ['zh-TW', 'zh'],
    ['zh_Hans', 'zh'],
    ['JA', 'ja'],
    ['fr', 'en'],
    ['', 'en']
  ])('take %j for %s', (tag, locale) => expect(toLocale(tag)).toBe(locale))

  it('are chosen by what the browser’s user prefers first', () => {
    expect(choosePreferred(['fr-FR', 'de-CH', 'en'])).toBe('de')
    expect(choosePreferred(['fr'])).toBe('en')
    expect(choosePreferred([])).toBe('en')
  })

  it('are written as in the user’s region', () => {
    expect(chooseRegion('en', ['de-DE', 'en-GB'])).toBe('en-GB')
    expect(chooseRegion('ja', ['en-GB'])).toBe('ja')
  })

  it('drop what a system’s locale adds; what is no tag is left out', () => {
    expect(toValidTags(['en-US@posix', 'de_AT', 'ja'])).toEqual(['en-US', 'ja'])
  })
})

describe('dates, numbers and lists', () => {
  it('are written by the language', async () => {
    await applyLocale('de')
    expect(formatNumber(1234.5)).toBe('1.234,5')
    expect(formatList(['a', 'b', 'c'])).toBe('a, b und c')
    const day = new Date(2026, 2, 5).getTime()
    expect(formatDate(day, { day: 'numeric', month: 'long' })).toBe('5. März')
  })
})

describe('the command palette', () => {
  it.each([
    ['de', 'einkl'],
    ['de', 'Rückg'],
    ['zh', '折叠'],
    ['ja', '折りたた']
  ] as const)('finds commands by their words in %s: %s', async (locale, typed) => {
    await applyLocale(locale)
    const commands = COMMANDS.map((command) => ({
      ...command,
      label: t(command.label),
      group: t(COMMAND_GROUPS[command.group])
    }))
    const [found] = searchCommands(commands, typed)
    expect(found!.label.toLowerCase()).toContain(typed.toLowerCase())
  })
})
