import type { palettes as english } from '../en/palettes'
import type { Translated } from '../messageTypes'

export const palettes: Translated<typeof english> = {
  title: '配色方案',
  import: '导入…',
  export: '导出',
  exportHint: '将当前配色方案保存为文件',
  remove: '删除配色方案“{name}”',
  imported: '已启用配色方案“{name}”',
  importFailed: '无法导入配色方案',
  removeFailed: '无法删除配色方案',
  tooLarge: '文件过大，不是配色方案。',
  noJson: '该文件不是 JSON。',
  noPalette: '文件中没有配色方案：需要“id”、“name”和“colors”。',
  wrongValues: '有 {count} 个值无效：{names}',
  idTaken: 'id“{id}”已被内置配色方案使用，请在文件中换一个。',
  replace: '替换配色方案？',
  replaceHint: '已有与“{name}”相同 id 的配色方案。',
  replaceLabel: '替换',
  deleteTitle: '删除配色方案？',
  deleteHint: '“{name}”将被删除，除非已导出为文件。'
}
