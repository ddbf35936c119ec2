import type { saved as english } from '../en/saved'
import type { Translated } from '../messageTypes'

export const saved: Translated<typeof english> = {
  workflow: '已保存的工作流',
  open: '打开',
  opened: '已打开',
  rename: '重命名或移动',
  renameHint: '使用斜杠创建文件夹',
  heading: '已保存到服务器',
  search: '搜索已保存的工作流',
  noneYet: '还没有。使用 {keys} 保存工作流。',
  unsaved: '未保存',
  closeOne: '关闭 {name}',
  openFiles: '打开文件',
  exists: '{name} 已存在',
  deleteFailed: '无法删除 {name}',
  askDelete: '删除 {name}？',
  askDeleteMessage: '“{name}” 将从服务器中删除。此操作无法撤销。',
  openFailed: '无法打开 {name}',
  gone: '服务器上已没有它。',
  folder: '文件夹',
  renameFolder: '重命名或移动文件夹',
  moveFailed: '未能移动全部内容',
  bookmarks: '书签',
  addBookmark: '添加书签',
  removeBookmark: '移除书签',
  bookmarksFailed: '无法保存书签',
  askDeleteFolderMessage: '“{name}”中的 {count} 个工作流将从服务器中删除。此操作无法撤销。'
}
