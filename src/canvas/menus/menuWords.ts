import type { LabelKey } from '@/i18n/messageTypes'
import { nameColour } from '@/i18n/colourNames'
import { t } from '@/i18n/translate'
import { escapeMarkup } from '../setup/sanitiseMarkup'

/**
 * Entries of the canvas's menus, by the names that LiteGraph, ComfyUI and node packs know them by: only what is shown
 * changes, so that packs that look for an entry find it.
 */
const WORDS: Readonly<Record<string, LabelKey>> = {
  Inputs: 'menus.inputs',
  Outputs: 'menus.outputs',
  'Convert to Subgraph 🆕': 'menus.makeSubgraph',
  Properties: 'menus.properties',
  'Properties Panel': 'menus.propertiesPanel',
  Title: 'menus.rename',
  Mode: 'menus.mode',
  Always: 'menus.always',
  Never: 'menus.never',
  Bypass: 'menus.bypass',
  Resize: 'menus.resize',
  Collapse: 'menus.collapse',
  Expand: 'menus.expand',
  Pin: 'menus.pin',
  Unpin: 'menus.unpin',
  Color: 'menus.colour',
  Colors: 'menus.colour',
  Shapes: 'menus.shapes',
  default: 'inspector.shapeDefault',
  box: 'inspector.shapeBox',
  round: 'inspector.shapeRound',
  circle: 'menus.circle',
  card: 'inspector.shapeCard',
  Clone: 'menus.clone',
  Remove: 'menus.remove',
  Delete: 'menus.remove',
  'Show Advanced': 'menus.showAdvanced',
  'Hide Advanced': 'menus.hideAdvanced',
  Inspect: 'menus.inspect',
  'Node Help': 'menus.help',
  'Align Selected To': 'menus.alignTo',
  Align: 'menus.align',
  'Distribute Nodes': 'menus.distribute',
  Top: 'menus.top',
  Bottom: 'menus.bottom',
  Left: 'menus.left',
  Right: 'menus.right',
  'Horizontal Centers': 'menus.centers',
  'Vertical Centers': 'menus.middles',
  Horizontally: 'menus.horizontally',
  Vertically: 'menus.vertically',
  'Add Node': 'menus.addNode',
  'Add Group': 'menus.addGroup',
  'Add Reroute': 'menus.addReroute',
  Search: 'menus.search',
  'Select All': 'menus.selectAll',
  Paste: 'menus.paste',
  'Edit Group': 'menus.editGroup',
  'Delete Reroute': 'menus.deleteReroute',
  'Disconnect Links': 'menus.disconnect',
  'Rename Slot': 'menus.renameSlot',
  'Remove Slot': 'menus.removeSlot',
  'Cannot remove': 'menus.cannotRemove',
  'Move Up': 'menus.moveUp',
  'Move Down': 'menus.moveDown',
  'Inputs And Outputs': 'menus.border',
  'Open Subgraph': 'menus.openSubgraph',
  'Unpack Subgraph': 'menus.unpack',
  'Add Subgraph to Library': 'menus.publish',
  'Add Another Instance': 'menus.addInstance',
  'Edit Subgraph Widgets': 'menus.subgraphWidgets',
  'Add Group For Selected Nodes': 'menus.groupSelected',
  'Add Selected Nodes To Group': 'menus.addToGroup',
  'Fit Group To Nodes': 'menus.fitGroup',
  'Select Nodes': 'menus.selectNodes',
  'Pin Group Nodes': 'menus.pinGroup',
  'Unpin Group Nodes': 'menus.unpinGroup',
  'Remove Group And Its Nodes': 'menus.removeGroup',
  'Set Group Nodes to Always': 'menus.groupAlways',
  'Set Group Nodes to Never': 'menus.groupNever',
  'Bypass Group Nodes': 'menus.groupBypass',
  'Open Image': 'menus.openImage',
  'Copy Image': 'menus.copyImage',
  'Save Image': 'menus.saveImage',
  'Open in MaskEditor': 'menus.editMask',
  'Open Video': 'menus.openVideo',
  'Save Video': 'menus.saveVideo',
  'Open Audio': 'menus.openAudio',
  'Save Audio': 'menus.saveAudio',
  'Open File': 'menus.openFile',
  'Save File': 'menus.saveFile',
  'Copy Text': 'menus.copyText'
}

/** LiteGraph writes the entries of a colour menu as markup. */
const COLOUR = /^(<span style='display: block;[^>]*>)([^<]+)(<\/span>)$/

const translateColour = (name: string): string =>
  name === 'No color' ? t('menus.noColour') : nameColour(name)

/** What an entry is called in the language in use; entries of node packs keep their names. */
export function translateEntry(content: string): string {
  const word = Object.hasOwn(WORDS, content) ? WORDS[content] : undefined
  if (word) return escapeMarkup(t(word))
  const colour = COLOUR.exec(content)
  if (colour) return content.replace(COLOUR, `$1${escapeMarkup(translateColour(colour[2]!))}$3`)
  const promotion = /^(Un-)?Promote Widget: (.*)$/s.exec(content)
  if (!promotion) return content
  const name = promotion[2] ?? ''
  return promotion[1] ? t('menus.demote', { name }) : t('menus.promote', { name })
}
