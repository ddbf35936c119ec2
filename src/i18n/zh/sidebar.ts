import type { sidebar as english } from '../en/sidebar'
import type { Translated } from '../messageTypes'

export const sidebar: Translated<typeof english> = {
  jobs: '任务',
  shortcuts: '快捷键',
  close: '关闭侧边栏'
}
