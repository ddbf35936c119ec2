import { join } from 'node:path'
import { expect, it } from 'vitest'
import { COMMAND_GROUPS, COMMANDS } from '@/composables/commands/commandList'
import type { Command, CommandGroup } from '@/composables/commands/commandList'
import { OWN_SETTINGS } from '@/composables/settings/ownSettings'
import { SETTING_PAGES } from '@/composables/settings/settingPages'
import { describeCombo } from '@/composables/shortcuts/keyCombo'
import { messages } from '@/i18n/en/messages'
import type { LabelKey } from '@/i18n/messageTypes'
import { SETTING_DEFAULTS } from '@/stores/settingStore'
import { ROOT, readFile } from './pages'

const PAGE = 'docs/editor.md'

function say(key: LabelKey): string {
  const [area, name] = key.split('.') as [keyof typeof messages, string]
  return (messages[area] as Readonly<Record<string, string>>)[name]!
}

/** A table as the formatter leaves it: columns as wide as their widest cell. */
function makeTable(head: readonly string[], rows: readonly (readonly string[])[]): string {
  const widths = head.map((title, at) =>
    Math.max(title.length, 3, ...rows.map((row) => row[at]!.length))
  )
  const write = (cells: readonly string[], fill = ' ') =>
    `| ${cells.map((cell, at) => cell.padEnd(widths[at]!, fill)).join(' | ')} |`
  const line = write(
    head.map(() => ''),
    '-'
  )
  return [write(head), line, ...rows.map((row) => write(row))].join('\n')
}

function listKeys({ combos, onCanvas }: Command): string {
  const keys = combos.map((combo) => describeCombo(combo, false).join('+')).join(', ')
  return onCanvas && keys ? `${keys} _canvas_` : keys
}

function describeCommands(): string {
  const commands: readonly Command[] = COMMANDS
  return (Object.keys(COMMAND_GROUPS) as CommandGroup[])
    .map((group) => {
      const rows = commands
        .filter((command) => command.group === group)
        .map((command) => [say(command.label), listKeys(command), `\`${command.id}\``])
      return `### ${say(COMMAND_GROUPS[group])}\n\n${makeTable(['command', 'keys', 'name'], rows)}`
    })
    .join('\n\n')
}

function describeSettings(): string {
  const rows = OWN_SETTINGS.map(({ id, page, label }) => [
    say(label),
    `\`${id}\``,
    id === 'Comfy.Locale' ? 'the browser’s' : `\`${String(SETTING_DEFAULTS[id])}\``,
    say(SETTING_PAGES[page])
  ])
  return makeTable(['setting', 'name', 'default', 'page'], rows)
}

function replacePart(text: string, name: string, part: string): string {
  const [begin, end] = [`<!-- ${name}: begin -->`, `<!-- ${name}: end -->`]
  const [before, rest] = text.split(begin)
  const after = rest?.split(end)[1]
  if (before === undefined || after === undefined) throw new Error(`${PAGE} has no part ${name}`)
  return `${before}${begin}\n\n${part}\n\n${end}${after}`
}

it('docs/editor.md names the commands, keys and settings that the code has', async () => {
  const withCommands = replacePart(readFile(PAGE), 'commands', describeCommands())
  const page = replacePart(withCommands, 'settings', describeSettings())
  await expect(page, 'npx vitest run tests-ui/docs/editor.test.ts -u').toMatchFileSnapshot(
    join(ROOT, PAGE)
  )
})
