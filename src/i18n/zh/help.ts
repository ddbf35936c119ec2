import type { help as english } from '../en/help'
import type { Translated } from '../messageTypes'

export const help: Translated<typeof english> = {
  title: '帮助',
  open: '帮助与指南',
  pages: '指南页面',
  inEnglish: '指南以英文编写。',
  failed: '无法加载指南的这一页。',
  about: '关于本应用',
  copyVersions: '复制版本报告',
  editor: '命令、按键与手势',
  documents: '工作流文档',
  nodes: '节点及其字段',
  media: '模型、文件与结果',
  policy: '谁能看到谁的任务',
  server: '服务器',
  packs: '节点包',
  security: '安全'
}
